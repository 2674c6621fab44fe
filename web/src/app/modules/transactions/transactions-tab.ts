import { httpResource } from '@angular/common/http';
import { Component, computed, inject, input } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute, Router } from '@angular/router';
import { Answer, kept } from '../../ui/answer';
import { channelName } from '../../ui/booking-words';
import { Empty } from '../../ui/empty';
import { ExportButton } from '../../ui/export-button';
import { CellTemplate, Grid } from '../../ui/grid/grid';
import { Icon } from '../../ui/icon';
import { paged } from '../../ui/paged';
import { ErrorBlock } from '../../ui/error-block';
import { Settings } from '../../ui/settings';
import { FilterAccount, Transaction, TransactionSummary } from './answers';
import { channelIcon, transactionColumns } from './columns';
import { Change, FilterBar } from './filter-bar';
import { filtersOf, KEYS } from './filters';
import { TotalsStrip } from './totals-strip';

const LOANS = new Set(['loan', 'loans']);

/** Any transaction in a few clicks: filters as chips in the URL, totals that follow them, endless rows. */
@Component({
  selector: 'c-transactions-tab',
  imports: [Answer, CellTemplate, Empty, ErrorBlock, ExportButton, FilterBar, Grid, Icon, TotalsStrip],
  template: `
    <c-filter-bar [filters]="filters()" [asOf]="asOf()" [accounts]="accounts()" [facets]="totals()?.facets ?? null" (changed)="change($event)" (cleared)="clear()">
      <c-export-button [url]="base() + '/transactions/export'" [params]="{ ...filters() }" name="transactions" />
    </c-filter-bar>
    <c-answer class="totals" [of]="summary" what="Totals" i18n-what shape="figure" [rows]="3" [has]="!!totals()">
      @if (totals(); as totals) {<c-totals-strip [summary]="totals" [filters]="filters()" />}
    </c-answer>
    <c-answer [of]="list.first" what="Transactions" i18n-what note="Your filters are kept." i18n-note shape="row" [rows]="12" [has]="list.first.hasValue()">
      @if (list.rows().length) {
        <c-grid label="Transactions" i18n-label [columns]="columns()" [rows]="list.rows()" [rowId]="id" [count]="totals()?.count ?? null" [dense]="true" [sort]="newest" [from]="ledger" (more)="list.more()">
          <ng-template cCell="channel" let-row><c-icon [name]="icon($any(row).channel)" size="14" /> {{ channel($any(row).channel) }}</ng-template>
        </c-grid>
        @if (list.failed(); as error) {<c-error-block what="More transactions did not load" i18n-what kept="The rows above stay." i18n-kept [error]="error" (again)="list.more()" />}
        @else if (list.next()) {<div class="coming" role="status"><span i18n class="sr-only">Loading more transactions</span>@for (box of boxes; track box) {<span class="box"></span>}</div>}
      } @else if (list.first.hasValue()) {
        <c-empty title="No transaction fits these filters" i18n-title text="Take a filter away, or choose a longer period." i18n-text><button i18n type="button" class="button" (click)="clear()">Clear filters</button></c-empty>
      }
    </c-answer>`,
  styles: `
    :host { display: block; --sticky-top: calc(var(--bar) + 48px); }
    .coming { display: grid; grid-template-columns: 104px 196px 184px 1fr 96px 132px; gap: var(--s-3); padding: 10px 0; } .box { height: 9px; border-radius: 2px; background: var(--n-4); margin-right: 20%; }
    c-icon { color: var(--text-2); margin-right: 4px; }
    .totals[aria-busy=true] { min-height: 99px; } @media (max-width: 1199px) { .totals[aria-busy=true] { min-height: 190px; } }
    @media (max-width: 719px) { .totals[aria-busy=true] { min-height: 332px; } .coming { grid-template-columns: 1fr 1fr; } }`,
})
export class TransactionsTab {
  readonly customerId = input.required<string>();
  protected readonly ledger = $localize`bookings of the warehouse`;
  protected readonly newest = '-posted_on';
  private readonly settings = inject(Settings);
  private readonly router = inject(Router);
  private readonly route = inject(ActivatedRoute);
  private readonly query = toSignal(this.route.queryParamMap, { requireSync: true });
  protected readonly base = computed(() => `/api/customers/${encodeURIComponent(this.customerId())}`);

  protected readonly filters = computed(() => filtersOf(this.query()), { equal: (a, b) => JSON.stringify(a) === JSON.stringify(b) });
  protected readonly list = paged<Transaction>(() => ({ url: `${this.base()}/transactions`, params: { ...this.filters() } }));
  protected readonly summary = httpResource<TransactionSummary>(() => ({ url: `${this.base()}/transactions/summary`, params: { ...this.filters() } }));
  protected readonly totals = kept(this.summary);
  private readonly held = httpResource<{ results: FilterAccount[] }>(() => `${this.base()}/accounts`);
  protected readonly accounts = computed(() => (this.held.hasValue() ? this.held.value().results.filter(one => !LOANS.has(one.family)) : []));
  protected readonly asOf = computed(() => this.totals()?.as_of ?? this.settings.asOf() ?? new Date().toISOString().slice(0, 10));
  protected readonly columns = computed(() => transactionColumns(this.settings.conventions()));
  protected readonly id = (row: Transaction) => row.transaction_id;
  protected readonly icon = channelIcon;
  protected readonly channel = channelName;
  protected readonly boxes = [1, 2, 3, 4, 5, 6];

  protected change(queryParams: Change): void {
    void this.router.navigate([], { relativeTo: this.route, queryParams, queryParamsHandling: 'merge' });
  }

  protected clear(): void {
    this.change(Object.fromEntries(KEYS.map(key => [key, null])));
  }
}
