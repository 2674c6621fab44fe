import { Component, computed, inject, input, linkedSignal, output, signal } from '@angular/core';
import { DateField } from '../../ui/date-field';
import { Drawer } from '../../ui/drawer';
import { minorDigits, symbol } from '../../ui/money';
import { Settings } from '../../ui/settings';
import { BookFacets } from './answers';
import { Filters, ListKey, toggled } from './filters';
import { quietWords } from './filter-chips';
import { flagLabel, sentence } from './words';

const AT_FIRST = 8;
const QUIET = [30, 60, 90, 180, 0];

/** Every filter of the grid; a press takes effect at once, typed ones with Apply. */
@Component({
  selector: 'c-filter-panel',
  imports: [DateField, Drawer],
  templateUrl: './filter-panel.html',
  styleUrl: './filter-panel.css',
})
export class FilterPanel {
  readonly filters = input.required<Filters>();
  readonly facets = input.required<BookFacets>();
  readonly chosen = output<Partial<Filters>>();
  /** How many customers the filters let through. */
  readonly found = input('');
  readonly cleared = output<void>();
  readonly closed = output<void>();
  private readonly settings = inject(Settings);
  protected readonly quiet = QUIET;
  protected readonly quietWords = quietWords;
  protected readonly wide = signal<ReadonlySet<ListKey>>(new Set());
  private readonly factor = computed(() => 10 ** minorDigits(this.settings.conventions().currency));
  protected readonly sign = computed(() => symbol(this.settings.conventions().currency));
  protected readonly maturesFrom = linkedSignal(() => this.filters().matures_from);
  protected readonly maturesTo = linkedSignal(() => this.filters().matures_to);
  protected readonly groups = computed(() => {
    const { segments, cities, flags, products, tags } = this.facets();
    const groups: { key: ListKey; label: string; list: BookFacets['cities'] }[] = [
      { key: 'segment', label: $localize`Segment`, list: segments },
      { key: 'flag', label: $localize`Flag, any of them`, list: flags },
      { key: 'product', label: $localize`Holds`, list: products },
      { key: 'not_product', label: $localize`Does not hold`, list: products },
      { key: 'city', label: $localize`City`, list: cities },
      { key: 'tag', label: $localize`Tag`, list: tags },
    ];
    return groups.filter(group => group.list.length).map(group => ({
      ...group, shown: this.wide().has(group.key) ? group.list : group.list.slice(0, AT_FIRST), more: Math.max(0, group.list.length - AT_FIRST),
    }));
  });

  protected words(key: ListKey, value: string): string {
    return key === 'flag' ? flagLabel(value) : key === 'tag' ? value : sentence(value);
  }

  protected flip(key: ListKey, value: string): void {
    this.chosen.emit({ [key]: toggled(this.filters()[key], value) });
  }

  protected widen(key: ListKey): void {
    this.wide.update(before => new Set([...before, key]));
  }

  protected quietFor(days: number): void {
    this.chosen.emit({ quiet_days: this.filters().quiet_days === days ? null : days });
  }

  protected kycIn(days: number): void {
    this.chosen.emit({ kyc_days: this.filters().kyc_days === days ? null : days });
  }

  protected whole(minor: number | null): string {
    return minor === null ? '' : String(Math.round(minor / this.factor()));
  }

  protected send(event: Event): void {
    event.preventDefault();
    const typed = new FormData(event.target as HTMLFormElement);
    const text = (name: string) => String(typed.get(name) ?? '').trim();
    this.chosen.emit({
      q: text('q'), matures_from: this.maturesFrom(), matures_to: this.maturesTo(), min_trv: this.minor(text('min_trv')),
      max_trv: this.minor(text('max_trv')), min_casa: this.minor(text('min_casa')), max_casa: this.minor(text('max_casa')),
    });
    this.closed.emit();
  }

  private minor(text: string): number | null {
    const digits = text.replace(/\D/g, '');
    return digits ? Number(digits) * this.factor() : null;
  }
}
