import { HttpClient } from '@angular/common/http';
import { Component, DestroyRef, computed, effect, inject, input, model, signal } from '@angular/core';
import { Subscription } from 'rxjs';
import { NextStep } from '../../api/models/next-step';
import { PromiseList } from '../../api/models/promise-list';
import { DateText } from '../../ui/dates';
import { Icon } from '../../ui/icon';

const TYPED_MS = 600;

/** Promises found in what was written, offered as follow-ups; a press takes one, another gives it back. */
@Component({
  selector: 'c-offered-promises',
  imports: [DateText, Icon],
  host: { 'aria-live': 'polite' },
  template: `
    @for (one of shown(); track one.text + one.due_on) {
      <p><c-icon [name]="isTaken(one) ? 'circle-check' : 'list-checks'" size="14" /><span class="words">{{ one.text }}, <span class="nowrap">{{ one.due_on | cDate: 'short' }}</span></span>
        @if (isTaken(one)) {<span class="second" i18n>becomes a follow-up</span>}
        <button type="button" class="button" [class.quiet]="isTaken(one)" (click)="isTaken(one) ? leave(one) : take(one)">@if (isTaken(one)) {<ng-container i18n>Leave out</ng-container>} @else {<ng-container i18n>Add as follow-up</ng-container>}</button></p>
    }`,
  styles: `
    :host { display: grid; gap: 4px; } p { display: flex; align-items: center; gap: var(--s-2); padding: 4px 0 4px var(--s-2); border-left: 2px solid var(--accent-line); }
    .words { flex: 1; min-width: 0; overflow-wrap: anywhere; } c-icon { color: var(--accent); } .button { min-height: 24px; padding: 0 8px; font: var(--t-12); }`,
})
export class OfferedPromises {
  readonly text = input.required<string>();
  /** The day it is written on, from which "by Friday" counts. */
  readonly day = input.required<string>();
  readonly taken = model.required<NextStep[]>();
  private readonly http = inject(HttpClient);
  private readonly found = signal<NextStep[]>([]);
  /** What was taken stays, although its sentence was changed since. */
  protected readonly shown = computed(() => [...this.taken(), ...this.found().filter(one => !this.isTaken(one))]);

  constructor() {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let asked: Subscription | undefined;
    const stop = () => { clearTimeout(timer); asked?.unsubscribe(); };
    effect(() => {
      const text = this.text();
      const on = this.day();
      stop();
      if (!text.trim()) { this.found.set([]); return; }
      timer = setTimeout(() => {
        asked = this.http.post<PromiseList>('/api/promises', { text, on }).subscribe({
          next: answer => this.found.set(answer.results.map(({ text, due_on }) => ({ text, due_on }))),
          error: () => undefined, // an offer that cannot be made holds nobody up
        });
      }, TYPED_MS);
    });
    inject(DestroyRef).onDestroy(stop);
  }

  protected isTaken(one: NextStep): boolean {
    return this.taken().some(other => other.text === one.text && other.due_on === one.due_on);
  }

  protected take(one: NextStep): void {
    this.taken.set([...this.taken(), one]);
  }

  protected leave(one: NextStep): void {
    this.taken.set(this.taken().filter(other => other.text !== one.text || other.due_on !== one.due_on));
  }
}
