import { NgTemplateOutlet } from '@angular/common';
import { httpResource } from '@angular/common/http';
import { Component, DestroyRef, ElementRef, computed, effect, inject, input, linkedSignal, signal } from '@angular/core';
import { AccountList } from '../../api/models/account-list';
import { Answer, kept } from '../../ui/answer';
import { Chart } from '../../ui/chart/chart';
import { addDays, addMonths } from '../../ui/dates';
import { Empty } from '../../ui/empty';
import { unitName } from '../../ui/money';
import { Screen } from '../../ui/screen';
import { Segments } from '../../ui/segments';
import { Settings } from '../../ui/settings';
import { Option, ValueFilter } from '../../ui/value-filter';
import { BalancesAnswer } from './answers';
import { balanceEnds, balanceOption, balanceUnit } from './balance-option';
import { balanceView } from './balance-lines';
import { balanceReadout, balanceTable } from './balance-readout';
import { firstShown } from './steps';

const MONTHS: Record<string, number> = { '1M': 1, '3M': 3, '6M': 6, '13M': 13 };
const PERIODS: Record<string, string> = { '1M': $localize`1M`, '3M': $localize`3M`, '6M': $localize`6M`, '13M': $localize`13M`, All: $localize`:period|:All` };
const EVER = '2000-01-01';
const OPERATED = new Set(['owner', 'joint', 'authorised']);
const SETTLED_MS = 150;

/** The customer's daily balances: lines by account or in total, events pinned, brush, table behind. */
@Component({
  selector: 'c-balance-block',
  imports: [Answer, Chart, Empty, NgTemplateOutlet, Segments, ValueFilter],
  host: { class: 'block' },
  template: `
    <c-answer [of]="answer" what="Balances" i18n-what shape="chart" [rows]="2" [has]="!!held()">
      @if (view(); as view) {
        @if (view.lines.length) {
          <c-chart title="Balance" i18n-title [meaning]="meaning" [from]="ledger" [unit]="unit()" [option]="option()!" [ends]="ends()" [table]="table()" [readout]="readout()" [height]="screen.phone() ? 204 : 300" [brush]="!screen.phone()" [(range)]="range" [(hidden)]="hidden">
            <span slot="tools" class="tools">
              @if (!screen.phone()) {<ng-container [ngTemplateOutlet]="which" />}
              <c-segments label="Period" i18n-label [options]="periods()" [(value)]="period" />
              @if (many() && !screen.phone()) {<c-segments label="Lines" i18n-label [options]="modes" [(value)]="mode" />}
            </span>
            @if (screen.phone()) {<p class="below"><ng-container [ngTemplateOutlet]="which" />@if (many()) {<c-segments label="Lines" i18n-label [options]="modes" [(value)]="mode" />}</p>}
          </c-chart>
        } @else {
          <div class="block-head"><h2 i18n>Balance</h2><span class="tools"><ng-container [ngTemplateOutlet]="which" /></span></div>
          <c-empty title="No savings or current account" i18n-title text="Daily balances of savings and current accounts stand here; choose another account above." i18n-text />
        }
      }
    </c-answer>
    <ng-template #which>@if (options().length > 1) {<c-value-filter label="Accounts" i18n-label [many]="accountsText" [options]="options()" [values]="chosen()" [usual]="usual()" (changed)="chosen.set($event)" />}</ng-template>`,
  styles: `
    :host { display: block; } .tools { display: flex; gap: var(--s-2); align-items: center; } .below { display: flex; justify-content: space-between; gap: var(--s-2); padding-top: var(--s-2); }
    @media (max-width: 719px) { :host ::ng-deep .readout { flex-direction: column; align-items: stretch; gap: 0; } :host ::ng-deep .readout .at { align-self: flex-start; } :host ::ng-deep .readout .entry { justify-content: flex-start; width: 100%; min-height: 24px; } :host ::ng-deep .readout .entry b { margin-left: auto; } }`,
})
export class BalanceBlock {
  readonly customerId = input.required<string>();
  protected readonly meaning = $localize`Closing balance of each day; without a choice, of savings and current accounts. Events are large credits and debits, returned instalments and maturities.`;
  protected readonly ledger = $localize`daily balances and bookings of the warehouse`;
  protected readonly screen = inject(Screen);
  private readonly settings = inject(Settings);
  protected readonly period = linkedSignal<string>(() => (this.screen.phone() ? '6M' : '13M'));
  protected readonly mode = signal('account');
  protected readonly range = linkedSignal<unknown, [number, number] | null>({ source: () => [this.period(), this.customerId()], computation: () => null });
  protected readonly modes = [{ value: 'account', label: $localize`By account` }, { value: 'total', label: $localize`Total` }];
  protected readonly periods = computed(() => ['1M', '3M', '6M', '13M', ...(this.screen.phone() ? [] : ['All'])].map(value => ({ value, label: PERIODS[value] ?? value })));
  private readonly width = signal(900);
  private readonly visible = signal<[number, number] | null>(null);

  /** The accounts that the reader chose to see; none is savings and current. */
  protected readonly chosen = linkedSignal<string, string[]>({ source: this.customerId, computation: () => [] });
  protected readonly hidden = linkedSignal<unknown, ReadonlySet<string>>({ source: () => [this.customerId(), this.chosen()], computation: () => new Set() });
  protected readonly accountsText = (count: number) => $localize`${count}:count: accounts`;
  private readonly accounts = httpResource<AccountList>(() => `/api/customers/${encodeURIComponent(this.customerId())}/accounts`);
  protected readonly options = computed<Option[]>(() => (this.accounts.hasValue() ? this.accounts.value().results : [])
    .filter(one => OPERATED.has(one.role)).map(one => ({ value: one.account_key, name: `${one.product} ${one.number_masked}`, count: null })));

  /** What stands without a choice. */
  protected readonly usual = computed(() => [...firstShown(this.held()?.series ?? [])]);

  protected readonly answer = httpResource<BalancesAnswer>(() => ({
    url: `/api/customers/${encodeURIComponent(this.customerId())}/balances`,
    params: { ...(this.period() === 'All' ? { from: EVER } : {}), ...(this.chosen().length ? { account: this.chosen().join(',') } : {}) },
  }));
  protected readonly held = kept(this.answer);
  protected readonly many = computed(() => (this.held()?.series.length ?? 0) > 1);
  protected readonly view = computed(() => {
    const answer = this.held();
    if (!answer) return null;
    const first = answer.series.map(one => one.points[0]?.[0] ?? answer.to).sort()[0] ?? answer.from;
    const months = MONTHS[this.period()];
    const start = months ? addDays(addMonths(answer.to, -months), 1) : first;
    return balanceView(answer, this.mode() === 'total', start > first ? start : first, answer.to, { everyday: !this.chosen().length, hidden: this.hidden() });
  });
  protected readonly unit = computed(() => {
    const view = this.view();
    const c = this.settings.conventions();
    const name = view ? unitName(balanceUnit(view, c), c) : '';
    return name && !this.screen.phone() ? $localize`daily, ${name}:unit:` : name;
  });
  protected readonly option = computed(() => {
    const view = this.view();
    return view && balanceOption(view, { width: this.width(), narrow: this.screen.phone(), visible: this.visible() }, this.settings.conventions());
  });
  protected readonly ends = computed(() => {
    const view = this.view();
    return view && !this.screen.phone() ? balanceEnds(view, this.settings.conventions()) : [];
  });
  protected readonly table = computed(() => {
    const view = this.view();
    return view && balanceTable(view, this.settings.conventions());
  });
  protected readonly readout = computed(() => {
    const view = this.view();
    const c = this.settings.conventions();
    const narrow = this.screen.phone();
    const hidden = this.hidden();
    return view && ((at: number | null) => balanceReadout(view, at, c, narrow, hidden));
  });

  constructor() {
    const host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
    const sizes = new ResizeObserver(([box]) => { if (box) this.width.set(Math.round(box.contentRect.width)); });
    sizes.observe(host);
    inject(DestroyRef).onDestroy(() => sizes.disconnect());
    effect(settle => {
      const range = this.range();
      const timer = setTimeout(() => this.visible.set(range), SETTLED_MS);
      settle(() => clearTimeout(timer));
    });
  }
}
