import { NgTemplateOutlet } from '@angular/common';
import { Component, computed, inject, input, output } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Icon } from '../../ui/icon';
import { Change, MoneyText, Unit, count, percentChange } from '../../ui/money';
import { Settings } from '../../ui/settings';
import { Column, HeadRow, against, share, worst } from './figures';
import { COLUMNS, WORST } from './words';

const BAR_ROOM = 50; // per cent of the cell at either side of the middle line
const STANDS_OUT = 3; // marks that make a row stand out as a whole

/** Units and RMs beside each other, all of them together above; what is much behind the others is marked. */
@Component({
  selector: 'c-unit-table',
  imports: [Icon, MoneyText, NgTemplateOutlet, RouterLink],
  templateUrl: './unit-table.html',
  styleUrl: './unit-table.css',
})
export class UnitTable {
  readonly total = input.required<HeadRow>();
  readonly rows = input.required<readonly HeadRow[]>();
  /** One step of money for every column. */
  readonly unit = input.required<Unit>();
  readonly sort = input.required<{ column: Column; down: boolean }>();
  /** What is said beside an RM's name, by employee: on leave. */
  readonly beside = input<Readonly<Record<string, string>>>({});
  /** The name of the period before: it heads the column. */
  readonly before = input.required<string>();
  readonly sorting = output<string>();
  private readonly settings = inject(Settings);
  protected readonly worstWords = WORST;
  protected readonly heads = computed(() => (Object.keys(COLUMNS) as Column[]).map(key => ({ key, ...COLUMNS[key], label: key === 'before' ? this.before() : COLUMNS[key].label })));
  private readonly marks = computed(() => worst(this.rows(), this.total()));

  protected marked(row: HeadRow, column: Column): boolean {
    return this.marks()[column] === row.figures.id;
  }

  protected standsOut(row: HeadRow): boolean {
    return Object.values(this.marks()).filter(id => id === row.figures.id).length >= STANDS_OUT;
  }

  protected sortState(column: Column): 'ascending' | 'descending' | null {
    const { column: by, down } = this.sort();
    return by !== column ? null : down ? 'descending' : 'ascending';
  }

  /** The first press shows the largest first, of names the first. */
  protected press(column: Column): void {
    const { column: by, down } = this.sort();
    const turns = by === column ? !down : column !== 'name';
    this.sorting.emit(turns ? `-${column}` : column);
  }

  protected number(value: number | null): string {
    return value === null ? '–' : count(value, this.settings.conventions());
  }

  protected percent(part: number, whole: number): string {
    const value = share(part, whole);
    return value === null ? '–' : `${Math.round(value)}\u00a0%`;
  }

  /** The change of CASA's average as a share, and the bar beside it: its side and its width in the cell. */
  protected variance(row: HeadRow): (Change & { side: 'left' | 'right'; width: number }) | null {
    const minor = against(row.period);
    const moved = minor === null ? null : percentChange(minor, row.period?.casa_average_before ?? 0);
    if (minor === null || !moved) return null;
    return { ...moved, side: minor < 0 ? 'left' : 'right', width: this.most() ? Math.abs(this.ratio(row)) / this.most() * BAR_ROOM : 0 };
  }

  private readonly most = computed(() => Math.max(0, ...this.rows().map(row => Math.abs(this.ratio(row)))));

  private ratio(row: HeadRow): number {
    return share(against(row.period) ?? 0, row.period?.casa_average_before ?? 0) ?? 0;
  }
}
