import { Component, Resource, Signal, computed, effect, inject, input, linkedSignal, untracked } from '@angular/core';
import { ErrorBlock } from './error-block';
import { Reconnected } from './reconnected';
import { Skeleton } from './skeleton';

/** The last good value of a resource: stays on the screen while the next answer is on its way. */
export function kept<T>(resource: Resource<T | undefined>): Signal<T | undefined> {
  return linkedSignal<T | undefined, T | undefined>({
    source: () => (resource.hasValue() ? resource.value() : undefined),
    computation: (value, before) => value ?? before?.value,
  });
}

/**
 * Around a block's content: a skeleton while its first answer is awaited, an error with Try again when it failed
 * (it asks again by itself when the server is there again).
 * The content itself is under `@if (answer.hasValue())` or shows `kept(answer)`.
 */
@Component({
  selector: 'c-answer',
  imports: [ErrorBlock, Skeleton],
  host: { '[attr.aria-busy]': 'waiting()' },
  template: `
    @if (failed()) {<c-error-block [what]="failure()" [kept]="note()" [error]="of().error()" (again)="again()" />}
    @else if (waiting() && !has()) {<c-skeleton [shape]="shape()" [rows]="rows()" />}
    @if (!failed()) {<ng-content />}`,
  styles: `:host { display: block; min-width: 0; }`,
})
export class Answer {
  readonly of = input.required<Resource<unknown> & { reload(): boolean }>();
  /** What is loaded, as a sentence's subject: `Balances`. */
  readonly what = input.required<string>();
  readonly note = input('');
  readonly shape = input<'line' | 'row' | 'chart' | 'figure'>('line');
  readonly rows = input(3);
  /** Whether an earlier answer is still shown, so that no skeleton takes its place. */
  readonly has = input(false);
  protected readonly failure = computed(() => $localize`${this.what()}:what: did not load`);
  protected readonly failed = computed(() => this.of().status() === 'error');
  protected readonly waiting = computed(() => this.of().isLoading());

  constructor() {
    const reconnected = inject(Reconnected);
    let times = reconnected.times();
    effect(() => {
      if (reconnected.times() === times) return;
      times = reconnected.times();
      if (untracked(this.failed)) this.again();
    });
  }

  protected again(): void {
    this.of().reload();
  }
}
