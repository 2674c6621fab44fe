import { httpResource } from '@angular/common/http';
import { AfterViewInit, Component, ElementRef, computed, OnDestroy, effect, inject, output, signal, viewChild } from '@angular/core';
import { Router } from '@angular/router';
import { kept } from '../../ui/answer';
import { ErrorBlock } from '../../ui/error-block';
import { Icon } from '../../ui/icon';
import { plural } from '../../ui/plural';
import { Settings } from '../../ui/settings';
import { Usage } from '../usage';
import { Recent } from './recent';
import { SearchHit, READS_AS, REASONS, SearchAnswer, pieces } from './search-answers';

const TYPING_MS = 120;

/** Search from anywhere: results as one types, grouped by why they matched; before that, who was opened lately. */
@Component({
  selector: 'c-palette',
  imports: [Icon, ErrorBlock],
  templateUrl: './palette.html',
  styleUrl: './palette.css',
})
export class Palette implements AfterViewInit, OnDestroy {
  readonly closed = output<void>();
  /** A customer out of scope is asked for: what was typed, where it reads as an id. */
  readonly outside = output<string>();
  protected readonly mayBreakGlass = inject(Settings).may('customer.break_glass');
  protected readonly typed = signal('');
  protected readonly at = signal(0);
  protected readonly pieces = pieces;
  private readonly usage = inject(Usage);
  private readonly recent = inject(Recent);
  private readonly asked = signal('');
  private readonly router = inject(Router);
  private readonly dialog = viewChild.required<ElementRef<HTMLDialogElement>>('dialog');

  protected readonly answer = httpResource<SearchAnswer>(() => {
    const q = this.asked();
    return q.length > 1 ? { url: '/api/search', params: { q } } : undefined;
  });
  private readonly last = kept(this.answer);
  protected readonly shown = computed(() => this.asked().length > 1 ? this.last() : undefined);
  protected readonly readsAs = computed(() => { const shown = this.shown(); return shown ? READS_AS[shown.reads_as] : ''; });
  protected readonly groups = computed(() => {
    let at = 0;
    const found = (this.shown()?.groups ?? []).map(group => ({ title: REASONS[group.reason], results: group.results }));
    const groups = this.shown() || !this.recent.hits().length ? found : [{ title: $localize`Opened lately`, results: this.recent.hits() }];
    return groups.map(group => ({ title: group.title, results: group.results.map(match => ({ match, at: at++ })) }));
  });
  private readonly flat = computed(() => this.groups().flatMap(group => group.results.map(result => result.match)));

  constructor() {
    effect(cleanup => {
      const typed = this.typed().trim();
      const timer = setTimeout(() => { this.asked.set(typed); this.at.set(0); }, TYPING_MS);
      cleanup(() => clearTimeout(timer));
    });
  }

  ngAfterViewInit(): void {
    this.dialog().nativeElement.showModal();
  }

  /** Counts the kind of the last search, never its words. */
  ngOnDestroy(): void {
    const shown = this.shown();
    if (shown) this.usage.note('search', shown.reads_as);
  }

  protected countWords(count: number): string {
    return plural(count, $localize`1 match in your scope`, $localize`${count}:count: matches in your scope`);
  }

  protected askOutside(): void {
    this.outside.emit(this.shown()?.reads_as === 'customer_id' ? this.typed().trim() : '');
  }

  protected key(event: KeyboardEvent): void {
    const count = this.flat().length;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && count) {
      event.preventDefault();
      this.at.update(at => (at + step + count) % count);
      requestAnimationFrame(() => this.dialog().nativeElement.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' }));
    } else if (event.key === 'Enter') {
      const match = this.flat()[this.at()];
      if (match) this.open(match, event);
    }
  }

  protected open(match: SearchHit, event: MouseEvent | KeyboardEvent): void {
    const address = `/customers/${match.customer_id}`;
    this.recent.note(match);
    if (event.ctrlKey || event.metaKey) {
      window.open(address, '_blank', 'noopener');
      return;
    }
    this.closed.emit();
    void this.router.navigateByUrl(address);
  }
}
