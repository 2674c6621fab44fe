import { HttpClient, httpResource } from '@angular/common/http';
import { CdkMenu, CdkMenuItemCheckbox, CdkMenuTrigger } from '@angular/cdk/menu';
import { Component, computed, effect, inject, signal, untracked } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute, Router } from '@angular/router';
import { Answer, kept } from '../../ui/answer';
import { Chip } from '../../ui/chip';
import { Empty } from '../../ui/empty';
import { CellTemplate, Grid } from '../../ui/grid/grid';
import { change, count, shortText, unitFor, unitName } from '../../ui/money';
import { Icon } from '../../ui/icon';
import { Screen } from '../../ui/screen';
import { ExportButton } from '../../ui/export-button';
import { Settings } from '../../ui/settings';
import { Tag } from '../../ui/tag';
import { BookRow, CustomersAnswer } from './answers';
import { customerColumns, totalWords } from './customer-columns';
import { FilterForm } from './filter-form';
import { Filters, askedOf, filtersOf, isFiltered, paramsOf, toggled } from './filters';
import { FLAGS, flagLabel, sentence, shownFlags } from './words';

const PAGE = 100;

/** Every customer of the book: sortable, filterable, endless; the URL holds the filters. */
@Component({
  selector: 'c-customer-grid',
  imports: [Answer, CdkMenu, CdkMenuItemCheckbox, CdkMenuTrigger, CellTemplate, Chip, Empty, ExportButton, FilterForm, Grid, Icon, Tag],
  templateUrl: './customer-grid.html',
  styleUrl: './customer-grid.css',
})
export class CustomerGrid {
  private readonly http = inject(HttpClient);
  private readonly router = inject(Router);
  private readonly route = inject(ActivatedRoute);
  private readonly settings = inject(Settings);
  private readonly phone = inject(Screen).phone;
  private readonly params = toSignal(this.route.queryParams, { initialValue: this.route.snapshot.queryParams });

  protected readonly filters = computed(() => filtersOf(this.params()));
  protected readonly filtered = computed(() => isFiltered(this.filters()));
  protected readonly asked = computed(() => askedOf(this.filters(), PAGE));
  protected readonly asking = signal(false);
  protected readonly firstPage = httpResource<CustomersAnswer>(() => ({ url: '/api/book/customers', params: askedOf(this.filters(), PAGE) }));
  protected readonly answer = kept(this.firstPage);
  protected readonly rows = signal<readonly BookRow[]>([]);
  protected readonly loadingMore = signal(false);
  protected readonly moreFailed = signal(false);
  private next: string | null = null;

  protected readonly units = computed(() => {
    const answer = this.answer();
    const totals = answer?.totals;
    const usual = (totals?.trv ?? 0) / Math.max(answer?.count ?? 1, 1);
    const c = this.settings.conventions();
    return { amount: unitFor(usual * 4, c), change: unitFor(Math.max(Math.abs(totals?.trv_change_day ?? 0) / 100, 1e7), c) };
  });
  protected readonly unitWords = computed(() => {
    const c = this.settings.conventions();
    return `${unitName(this.units().amount, c)}; change in ${unitName(this.units().change, c)}`;
  });
  protected readonly columns = computed(() => customerColumns(this.units(), this.answer()?.as_of ?? '', this.settings.conventions(), this.phone()));
  protected readonly totals = computed(() => {
    const answer = this.answer();
    return answer ? totalWords(answer, this.units(), this.settings.conventions(), this.filtered()) : null;
  });
  protected readonly totalTones = computed(() => ({
    trv_change_day: change(this.answer()?.totals.trv_change_day ?? 0, this.settings.conventions(), this.units().change).tone,
  }));
  protected readonly countWords = computed(() => count(this.answer()?.count ?? 0, this.settings.conventions()));
  protected readonly facets = computed(() => {
    const facets = this.answer()?.facets;
    return [
      { key: 'segment' as const, label: 'Segment', list: facets?.segments ?? [] },
      { key: 'city' as const, label: 'City', list: facets?.cities ?? [] },
      { key: 'flag' as const, label: 'Flag', list: facets?.flags ?? [] },
    ];
  });
  protected readonly flags = FLAGS;
  protected readonly flagLabel = flagLabel;
  protected readonly sentence = sentence;
  protected readonly shownFlags = (row: BookRow) => shownFlags(row.flags);
  protected readonly rowId = (row: BookRow) => row.customer_id;
  protected readonly link = (row: BookRow) => `/customers/${row.customer_id}`;

  constructor() {
    effect(() => {
      if (!this.firstPage.hasValue()) return;
      const page = this.firstPage.value();
      untracked(() => {
        this.rows.set(page.results);
        this.next = page.next;
        this.moreFailed.set(false);
      });
    });
  }

  protected set(part: Partial<Filters>): void {
    void this.router.navigate([], { relativeTo: this.route, queryParams: paramsOf({ ...this.filters(), ...part }), queryParamsHandling: 'merge' });
  }

  protected flip(key: 'segment' | 'city' | 'flag', value: string): void {
    this.set({ [key]: toggled(this.filters()[key], value) });
  }

  protected limit(minor: number | null): string {
    return minor === null ? '' : shortText(minor, this.settings.conventions());
  }

  protected clear(): void {
    this.set({ segment: [], city: [], flag: [], min_trv: null, max_trv: null, q: '' });
  }

  protected more(): void {
    const cursor = this.next;
    if (!cursor || this.loadingMore()) return;
    const asked = askedOf(this.filters(), PAGE);
    this.loadingMore.set(true);
    this.moreFailed.set(false);
    this.http.get<CustomersAnswer>('/api/book/customers', { params: { ...asked, cursor } }).subscribe({
      next: page => {
        this.loadingMore.set(false);
        if (this.next !== cursor) return; // the filters changed meanwhile
        this.next = page.next;
        this.rows.update(rows => [...rows, ...page.results]);
      },
      error: () => { this.loadingMore.set(false); this.moreFailed.set(true); },
    });
  }
}
