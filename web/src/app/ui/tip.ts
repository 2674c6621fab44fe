import { Component, computed, inject, input } from '@angular/core';
import { fullDate } from './dates';
import { Settings } from './settings';

/** The words of an explained number: the exact value, what counts, the day and where it comes from. */
@Component({
  selector: 'c-tip',
  host: { role: 'tooltip' },
  template: `
    @if (exact()) {<p class="exact">{{ exact() }}</p>}
    <p>{{ text() }}</p>
    @if (whence(); as said) {<p class="source">{{ said }}</p>}`,
  styles: `
    :host { max-width: 320px; padding: var(--s-3); background: var(--overlay); border-radius: var(--r-2); box-shadow: var(--shadow); font: var(--t-12); color: var(--text-2); display: grid; gap: 4px; }
    .exact { font: var(--t-13); font-weight: var(--w-strong); color: var(--text); }
    .source { color: var(--text-3); }`,
})
export class Tip {
  readonly text = input.required<string>();
  readonly exact = input('');
  readonly source = input('');
  /** Where the number comes from; the business day is said before it. Instead of `source`. */
  readonly from = input('');
  private readonly settings = inject(Settings);
  protected readonly whence = computed(() => {
    const [from, asOf] = [this.from(), this.settings.asOf()];
    if (!from || !asOf) return this.source() || from;
    return $localize`Business day ${fullDate(asOf, this.settings.conventions())}:day: · ${from}:origin:`;
  });
}
