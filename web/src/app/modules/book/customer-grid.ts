import { httpResource } from '@angular/common/http';
import { Component, computed, effect, inject, signal, untracked } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute, Router } from '@angular/router';
import { Answer, kept } from '../../ui/answer';
import { Chip } from '../../ui/chip';
import { Empty } from '../../ui/empty';
import { CellTemplate, Grid } from '../../ui/grid/grid';
import { count, unitFor, unitName } from '../../ui/money';
import { PartMissing } from '../../ui/part-missing';
import { Screen } from '../../ui/screen';
import { Settings } from '../../ui/settings';
import { Tag } from '../../ui/tag';
import { Written } from '../../ui/written';
import { BookRow, CustomersAnswer } from './answers';
import { BulkBar } from './bulk-bar';
import { ColumnMenu } from './column-menu';
import { customerColumns, totalTones, totalWords } from './customer-columns';
import { CustomerPages } from './customer-pages';
import { FilterPanel } from './filter-panel';
import { Filters, NO_FILTERS, Query, askedOf, filtersOf, isFiltered, paramsOf, queryOf } from './filters';
import { chipsOf } from './filter-chips';
import { FlagTag, fitting, flagTags } from './flag-words';
import { ViewBar } from './view-bar';

const PAGE = 100;

/** Every customer of the book: sortable, filterable, endless; the URL holds filters, order and columns. */
@Component({
  selector: 'c-customer-grid',
  imports: [Answer, BulkBar, CellTemplate, Chip, ColumnMenu, Empty, FilterPanel, Grid, PartMissing, Tag, ViewBar],
  providers: [CustomerPages],
  templateUrl: './customer-grid.html',
  styleUrl: './customer-grid.css',
})
export class CustomerGrid {
  private readonly router = inject(Router);
  private readonly route = inject(ActivatedRoute);
  private readonly settings = inject(Settings);
  private readonly written = inject(Written);
  protected readonly phone = inject(Screen).phone;
  protected readonly pages = inject(CustomerPages);
  private readonly params = toSignal(this.route.queryParams, { initialValue: this.route.snapshot.queryParams });

  protected readonly filters = computed(() => filtersOf(this.params()));
  protected readonly filtered = computed(() => isFiltered(this.filters()));
  protected readonly query = computed(() => queryOf(this.filters()));
  private readonly asked = computed(() => askedOf(this.filters(), PAGE), { equal: (a, b) => JSON.stringify(a) === JSON.stringify(b) });
  protected readonly asking = signal(false);
  protected readonly selected = signal<ReadonlySet<string>>(new Set());
  protected readonly firstPage = httpResource<CustomersAnswer>(() => {
    this.written.times();
    return { url: '/api/book/customers', params: this.asked() };
  });
  protected readonly answer = kept(this.firstPage);

  protected readonly units = computed(() => {
    const answer = this.answer();
    const totals = answer?.totals;
    const usual = (totals?.trv ?? 0) / Math.max(answer?.count ?? 1, 1);
    const c = this.settings.conventions();
    return { amount: unitFor(usual * 4, c), change: unitFor(Math.max(Math.abs(totals?.trv_change_day ?? 0) / 100, 1e7), c) };
  });
  protected readonly unitWords = computed(() => {
    const c = this.settings.conventions();
    return $localize`${unitName(this.units().amount, c)}:unit:; change in ${unitName(this.units().change, c)}:finer:`;
  });
  private readonly asOf = computed(() => this.answer()?.as_of ?? '');
  protected readonly columns = computed(() => customerColumns(this.filters().cols, this.units(), this.asOf(), this.settings.conventions(), this.phone()));
  protected readonly totals = computed(() => {
    const answer = this.answer();
    return answer ? totalWords(answer, this.units(), this.settings.conventions(), this.filtered()) : null;
  });
  protected readonly totalTones = computed(() => {
    const answer = this.answer();
    return answer ? totalTones(answer, this.units(), this.settings.conventions()) : {};
  });
  protected readonly matching = computed(() => count(this.answer()?.count ?? 0, this.settings.conventions()));
  protected readonly total = signal('');
  protected readonly chips = computed(() => chipsOf(this.filters(), this.asOf() || null, this.settings.conventions()));
  protected readonly tagNames = computed(() => (this.answer()?.facets.tags ?? []).map(tag => tag.value));
  protected readonly rowId = (row: BookRow) => row.customer_id;
  protected readonly link = (row: BookRow) => `/customers/${row.customer_id}`;
  protected readonly fitting = fitting;
  /** A row's tags, worked out once however often the grid draws it. */
  private readonly tagged = computed(() => {
    const [asOf, conventions] = [this.asOf(), this.settings.conventions()];
    const known = new WeakMap<BookRow, FlagTag[]>();
    return (row: BookRow) => {
      const tags = known.get(row) ?? flagTags(row, asOf, conventions);
      known.set(row, tags);
      return tags;
    };
  });
  protected readonly warehouse = $localize`accounts, daily balances and bookings of the warehouse`;
  protected readonly none: ReadonlySet<string> = new Set();

  constructor() {
    effect(() => {
      if (!this.firstPage.hasValue()) return;
      const page = this.firstPage.value();
      untracked(() => {
        this.pages.begin(page, this.asked());
        if (!this.filtered()) this.total.set(count(page.count, this.settings.conventions()));
      });
    });
    effect(() => { this.asked(); untracked(() => this.selected.set(new Set())); });
  }

  protected tagsOf(row: unknown): FlagTag[] {
    return this.tagged()(row as BookRow);
  }

  protected further(tags: readonly FlagTag[]): string {
    return tags.map(tag => tag.text).join(', ');
  }

  protected set(part: Partial<Filters>): void {
    void this.router.navigate([], { relativeTo: this.route, queryParams: paramsOf({ ...this.filters(), ...part }), queryParamsHandling: 'merge' });
  }

  /** A saved view is all of the URL's words, and no others. */
  protected show(view: Query): void {
    this.set(filtersOf(view));
  }

  protected clear(): void {
    this.set(NO_FILTERS);
  }
}
