import { Component, DestroyRef, computed, effect, inject, input, output, untracked } from '@angular/core';
import { LoadRequest } from '../../api/models/load-request';
import { DateText, bankDay, clockTime, shortDate } from '../../ui/dates';
import { Settings } from '../../ui/settings';
import { Tag } from '../../ui/tag';
import { LOAD_TONES, STATE_WORDS } from './operator';

const SHOWN = 5;
const ASK_MS = 3000;

/** The days that operators asked for, what waits for the worker, and what became of the others. */
@Component({
  selector: 'c-asked-for',
  imports: [DateText, Tag],
  host: { class: 'block' },
  template: `
    <div class="block-head"><h2 i18n>Asked for</h2><span class="unit" i18n>the worker loads one day after the other</span></div>
    <ul>@for (one of shown(); track one.id) {
      <li><p class="row"><span class="medium">{{ one.as_of | cDate: 'weekday' }}</span><c-tag [tone]="tones[one.state] ?? 'info'">{{ words[one.state] ?? one.state }}</c-tag><span class="second by">{{ by(one) }}</span></p>
        <p class="second">{{ one.why }}</p>@if (one.error) {<p class="error">{{ one.error }}</p>}</li>
    }</ul>`,
  styles: `
    :host { display: block; } li { padding: 6px 0; border-bottom: var(--hair); } .row { display: flex; gap: var(--s-2); align-items: center; } .by { margin-left: auto; font: var(--t-12); }
    .second, .error { overflow-wrap: anywhere; } .error { color: var(--loss); }`,
})
export class AskedFor {
  readonly requests = input.required<readonly LoadRequest[]>();
  /** Time to ask how those that are open stand; `done` once none is open any more. */
  readonly stale = output<void>();
  readonly done = output<void>();
  protected readonly shown = computed(() => this.requests().slice(0, SHOWN));
  protected readonly tones = LOAD_TONES;
  protected readonly words = STATE_WORDS;
  private readonly open = computed(() => this.requests().filter(one => !one.ended_at).length);
  private before = 0;
  private readonly settings = inject(Settings);

  constructor() {
    const timer = setInterval(() => { if (this.open()) this.stale.emit(); }, ASK_MS);
    inject(DestroyRef).onDestroy(() => clearInterval(timer));
    effect(() => {
      const open = this.open();
      if (open < this.before) untracked(() => this.done.emit());
      this.before = open;
    });
  }

  /** `nightly, 26 Nov 11:37`. */
  protected by(one: LoadRequest): string {
    const c = this.settings.conventions();
    return `${one.asked_by}, ${shortDate(bankDay(one.asked_at, c), one.as_of, c)} ${clockTime(one.asked_at, c)}`;
  }
}
