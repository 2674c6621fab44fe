import { Component, computed, input, output } from '@angular/core';
import { categoryName, channelName } from '../../ui/booking-words';
import { Icon } from '../../ui/icon';
import { Option, ValueFilter } from '../../ui/value-filter';
import { Facet, FilterAccount, TransactionSummary } from './answers';
import { AmountFilter } from './amount-filter';
import { accountName, FilterKey, Filters, joined, valuesOf } from './filters';
import { PeriodFilter } from './period-filter';

export type Change = Partial<Record<FilterKey, string | null>>;
const TYPED_MS = 300;

/** Words and chips: what is chosen goes into the URL, which holds the filters. */
@Component({
  selector: 'c-filter-bar',
  imports: [AmountFilter, Icon, PeriodFilter, ValueFilter],
  template: `
    <label class="words"><c-icon name="search" /><input class="input" type="search" placeholder="Words in the narration" i18n-placeholder aria-label="Words in the narration" i18n-aria-label [value]="filters().q ?? ''" (input)="typed($any($event.target).value)" /></label>
    <c-period-filter [filters]="filters()" [asOf]="asOf()" (changed)="changed.emit($event)" />
    <c-amount-filter [filters]="filters()" (changed)="changed.emit($event)" />
    <c-value-filter [label]="allAccounts()" [many]="many.account" [options]="accountOptions()" [values]="values('account')" (changed)="pick('account', $event)" />
    <c-value-filter label="Debit and credit" i18n-label [many]="many.direction" [options]="directions" [values]="values('direction')" (changed)="pick('direction', $event.slice(-1))" />
    <c-value-filter label="Channel" i18n-label [many]="many.channel" [options]="channels()" [values]="values('channel')" (changed)="pick('channel', $event)" />
    <c-value-filter label="Category" i18n-label [many]="many.category" [options]="categories()" [values]="values('category')" (changed)="pick('category', $event)" />
    <c-value-filter label="Counterparty" i18n-label [many]="many.counterparty" [options]="counterparties()" [values]="values('counterparty')" (changed)="pick('counterparty', $event)" />
    @if (any()) {<button type="button" class="button quiet" i18n (click)="cleared.emit()">Clear</button>}
    <span class="file"><ng-content /></span>`,
  styles: `
    :host { display: flex; flex-wrap: wrap; gap: var(--s-2) 6px; align-items: center; padding: var(--s-3) 0; }
    .file { margin-left: auto; } .words { position: relative; width: 220px; } .words c-icon { position: absolute; left: 10px; top: 8px; color: var(--text-3); pointer-events: none; } .words .input { padding-left: 32px; }
    @media (max-width: 719px) { .words { width: 100%; } }`,
})
export class FilterBar {
  readonly filters = input.required<Filters>();
  readonly asOf = input.required<string>();
  readonly accounts = input<readonly FilterAccount[]>([]);
  readonly facets = input<TransactionSummary['facets'] | null>(null);
  readonly changed = output<Change>();
  readonly cleared = output<void>();
  private timer: ReturnType<typeof setTimeout> | undefined;

  protected readonly directions: Option[] = [{ value: 'credit', name: $localize`Credits`, count: null }, { value: 'debit', name: $localize`Debits`, count: null }];
  protected readonly any = computed(() => Object.keys(this.filters()).length > 0);
  protected readonly allAccounts = computed(() => (this.accounts().length > 1 ? $localize`All ${this.accounts().length}:count: accounts` : $localize`All accounts`));
  protected readonly many = {
    account: (count: number) => $localize`${count}:count: accounts`, direction: (count: number) => String(count), channel: (count: number) => $localize`${count}:count: channels`,
    category: (count: number) => $localize`${count}:count: categories`, counterparty: (count: number) => $localize`${count}:count: counterparties`,
  };
  protected readonly accountOptions = computed(() => this.accounts().map(one => ({ value: one.account_key, name: accountName(this.accounts(), one.account_key), count: null })));
  protected readonly channels = computed(() => options(this.facets()?.channels, channelName));
  protected readonly categories = computed(() => options(this.facets()?.categories, categoryName));
  protected readonly counterparties = computed(() => options(this.facets()?.counterparties, name => name));

  protected values(key: FilterKey): string[] {
    return valuesOf(this.filters(), key);
  }

  protected pick(key: FilterKey, values: readonly string[]): void {
    this.changed.emit({ [key]: joined(key, values) });
  }

  protected typed(words: string): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.changed.emit({ q: words.trim() || null }), TYPED_MS);
  }
}

function options(facets: readonly Facet[] | undefined, name: (value: string) => string): Option[] {
  return (facets ?? []).map(one => ({ ...one, name: name(one.value) }));
}
