import { Component, computed, effect, inject, input, signal } from '@angular/core';
import { Icon } from '../../ui/icon';
import { plural } from '../../ui/plural';
import { OpenedCustomers } from './opened-customers';
import { minutesLeft } from './words';

const TICK_MS = 5000;

/** Over a customer opened out of scope: for how long still, and that it is reading only. Closes it at its time. */
@Component({
  selector: 'c-opened-banner',
  imports: [Icon],
  template: `@if (left(); as minutes) {<div class="notice late" role="status"><c-icon name="eye" /><p>{{ words(minutes) }}</p></div>}`,
  styles: `:host { display: block; } .notice { margin-top: var(--s-2); }`,
})
export class OpenedBanner {
  readonly customerId = input.required<string>();
  private readonly opened = inject(OpenedCustomers);
  private readonly now = signal(Date.now());
  protected readonly left = computed(() => {
    const until = this.opened.until(this.customerId());
    return until === null ? 0 : minutesLeft(until, this.now());
  });

  protected readonly words = (minutes: number) => plural(minutes,
    $localize`Opened out of scope, to be read for 1 more minute. Your supervisor reviews it.`,
    $localize`Opened out of scope, to be read for ${minutes}:minutes: more minutes. Your supervisor reviews it.`);

  constructor() {
    effect(cleanup => {
      const id = this.customerId();
      const until = this.opened.until(id);
      if (until === null) return;
      const timer = setInterval(() => {
        this.now.set(Date.now());
        if (Date.now() >= until) this.opened.forget(id);
      }, TICK_MS);
      cleanup(() => clearInterval(timer));
    });
  }
}
