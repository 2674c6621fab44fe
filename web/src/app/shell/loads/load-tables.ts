import { Component, computed, inject, input } from '@angular/core';
import { LoadDetail } from '../../api/models';
import { Definition } from '../../ui/definition';
import { Icon } from '../../ui/icon';
import { amount, count } from '../../ui/money';
import { Settings } from '../../ui/settings';
import { RECORD, TABLE_MEANINGS, difference, isOfSource, lasted, tableState } from './operator';

/** A load's tables of the warehouse: rows and control totals in the source and published. */
@Component({
  selector: 'c-load-tables',
  imports: [Definition, Icon],
  host: { class: 'block', role: 'region', 'aria-labelledby': 'load-tables' },
  templateUrl: './load-tables.html',
  styles: `
    :host { display: block; } .scroll { overflow-x: auto; } .held { color: var(--late); font-weight: var(--w-medium); }
    .state { display: inline-flex; align-items: center; gap: 4px; white-space: nowrap; } .state.gain { color: var(--gain); } .state.late { color: var(--late); } .state.loss { color: var(--loss); }
    .all td { font-weight: var(--w-strong); } @media (min-width: 720px) { .all td { border-top: 1px solid var(--text); border-bottom: 1px solid var(--text); } }
    @media (max-width: 719px) { .off { display: none; } }`,
})
export class LoadTables {
  readonly load = input.required<LoadDetail>();
  private readonly settings = inject(Settings);
  protected readonly tables = computed(() => this.load().tables.filter(isOfSource));
  protected readonly all = computed(() => {
    const sum = (of: 'source_rows' | 'published_rows' | 'quarantined') => this.number(this.tables().reduce((total, table) => total + (table[of] ?? 0), 0));
    return { source: sum('source_rows'), published: sum('published_rows'), quarantined: sum('quarantined') };
  });
  protected readonly record = RECORD;
  protected readonly meanings = TABLE_MEANINGS;
  protected readonly took = lasted;
  protected readonly stateOf = tableState;

  protected number(value: number | null): string {
    return value === null ? '–' : count(value, this.settings.conventions());
  }

  protected total(minor: number | null): string {
    return minor === null ? '–' : amount(minor, this.settings.conventions());
  }

  protected difference(table: LoadDetail['tables'][number]): string {
    return difference(table, this.settings.conventions());
  }
}
