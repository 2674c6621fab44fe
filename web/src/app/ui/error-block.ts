import { Component, computed, input, output } from '@angular/core';
import { Icon } from './icon';
import { problemOf } from './problem';

/** Inside the block that failed: what happened, what is kept, Try again, the request's id. */
@Component({
  selector: 'c-error-block',
  imports: [Icon],
  template: `
    <c-icon name="circle-alert" />
    <div role="alert">
      <p class="strong">{{ what() }}</p>
      <p class="second">{{ problem().detail }}@if (kept()) { {{ kept() }}}</p>
      <p class="act"><button type="button" class="button" (click)="again.emit()"><c-icon name="rotate-ccw" /> <ng-container i18n>Try again</ng-container></button>
        @if (problem().request_id) {<span class="muted" i18n>Request {{ problem().request_id }}</span>}</p>
    </div>`,
  styles: `:host { display: flex; gap: var(--s-2); padding: var(--s-3) 0; } :host > c-icon { color: var(--loss); margin-top: 2px; } .act { display: flex; flex-wrap: wrap; gap: var(--s-2); align-items: center; margin-top: var(--s-2); }`,
})
export class ErrorBlock {
  /** `Balances did not load` */
  readonly what = input.required<string>();
  /** `Your filters are kept.` */
  readonly kept = input<string>('');
  readonly error = input<unknown>();
  readonly again = output<void>();
  protected readonly problem = computed(() => problemOf(this.error()));
}
