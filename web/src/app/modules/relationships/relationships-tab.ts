import { httpResource } from '@angular/common/http';
import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Relationships } from '../../api/models/relationships';
import { Answer } from '../../ui/answer';
import { Chart } from '../../ui/chart/chart';
import { Definition } from '../../ui/definition';
import { Empty } from '../../ui/empty';
import { Icon } from '../../ui/icon';
import { exact, MoneyText, symbol } from '../../ui/money';
import { plural } from '../../ui/plural';
import { Screen } from '../../ui/screen';
import { Settings } from '../../ui/settings';
import { Tag } from '../../ui/tag';
import { graphOption, graphTable } from './graph-option';
import { tiesText } from './words';

/** The people around the customer: the household's totals, a small graph, and a table that says the same. */
@Component({
  selector: 'c-relationships-tab',
  imports: [Answer, Chart, Definition, Empty, Icon, MoneyText, RouterLink, Tag],
  templateUrl: './relationships-tab.html',
  styles: `
    :host { display: block; padding-top: var(--s-4); }
    .both { display: grid; grid-template-columns: minmax(0, 1fr) minmax(320px, 480px); gap: var(--s-6); align-items: start; }
    dl { display: grid; grid-auto-flow: column; grid-auto-columns: 1fr; border-top: 1px solid var(--text); border-bottom: var(--hair); margin-bottom: var(--s-2); }
    dl div { padding: 6px var(--s-1) 10px var(--s-3); border-left: var(--hair); min-width: 0; } dl div:first-child { border-left: 0; padding-left: 0; }
    dt { font: var(--t-12); color: var(--text-2); } dd { font: var(--t-20); font-weight: var(--w-medium); --money-unit-size: 12px; }
    .note { font: var(--t-12); margin-bottom: var(--s-4); } .ties { white-space: normal; } td c-tag { margin-left: var(--s-1); }
    @media (min-width: 1200px) { :host-context(.beside) .both { grid-template-columns: minmax(0, 1fr); } }
    @media (max-width: 1199px) { .both { grid-template-columns: minmax(0, 1fr); } }
    @media (max-width: 719px) { dl { grid-auto-flow: row; grid-template-columns: 1fr 1fr; } dl div { border-top: var(--hair); } dl div:nth-child(-n+2) { border-top: 0; } dl div:nth-child(odd) { border-left: 0; padding-left: 0; } }`,
})
export class RelationshipsTab {
  readonly customerId = input.required<string>();
  private readonly settings = inject(Settings);
  protected readonly phone = inject(Screen).phone;
  protected readonly answer = httpResource<Relationships>(() => `/api/customers/${encodeURIComponent(this.customerId())}/relationships`);
  private readonly people = computed(() => (this.answer.hasValue() ? this.answer.value().people : []));
  protected readonly option = computed(() => graphOption(this.people()));
  protected readonly table = computed(() => graphTable(this.people()));
  protected readonly height = computed(() => Math.min(440, 240 + this.people().length * 28));
  protected readonly sign = computed(() => symbol(this.settings.conventions().currency));
  protected readonly ties = tiesText;
  protected readonly ledger = $localize`accounts and daily balances of the warehouse`;
  protected readonly valueHead = computed(() => $localize`Value, ${this.sign()}:sign:`);
  protected readonly valueMeaning = $localize`Relationship value of that person. Who is outside your scope does not stand here.`;
  /** The household's totals, each with what it counts. */
  protected readonly figures = computed(() => {
    const household = this.answer.hasValue() ? this.answer.value().household : null;
    if (!household) return [];
    const figure = (label: string, minor: number, meaning: string) => ({ label, minor, meaning, exact: exact(minor, this.settings.conventions()) });
    return [
      figure($localize`Relationship value`, household.trv, $localize`Savings, current, deposits, investments and loans outstanding of all members, added up. Each account counts once, with its owner.`),
      figure($localize`CASA`, household.casa, $localize`Closing balance of the savings and current accounts that members own.`),
      figure($localize`Term deposits`, household.term_deposits, $localize`Closing balance of the term deposits that members own.`),
      figure($localize`Investments`, household.investments, $localize`Value of the funds and bonds that members own.`),
      figure($localize`Loans`, household.loans, $localize`What members still owe on loans.`),
    ];
  });

  protected once(shared: number): string {
    const rule = $localize`Members in your scope. Each account counts once, with its owner.`;
    if (!shared) return rule;
    return `${rule} ${plural(shared, $localize`1 shared account is not counted twice.`, $localize`${shared}:count: shared accounts are not counted twice.`)}`;
  }
}
