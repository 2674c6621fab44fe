import { HttpClient, httpResource } from '@angular/common/http';
import { Component, ElementRef, computed, effect, inject, input, linkedSignal, model, signal, viewChild } from '@angular/core';
import { RouterLink } from '@angular/router';
import { FollowUp } from '../../api/models/follow-up';
import { FollowUpList } from '../../api/models/follow-up-list';
import { Answer, kept } from '../../ui/answer';
import { DateField } from '../../ui/date-field';
import { DateText } from '../../ui/dates';
import { ErrorBlock } from '../../ui/error-block';
import { Icon } from '../../ui/icon';
import { Settings } from '../../ui/settings';
import { Toasts } from '../../ui/toasts';
import { Unsaved } from '../../ui/unsaved';
import { Written } from '../../ui/written';

const SHOWN = 4;

/** What was promised to this customer and is not done yet, soonest first: ticked when done, and one more is added here. */
@Component({
  selector: 'c-open-promises',
  imports: [Answer, DateField, DateText, ErrorBlock, Icon, RouterLink],
  template: `
    <section class="block" aria-labelledby="open-promises">
      <div class="block-head"><h2 id="open-promises" i18n>Open promises</h2>@if (all().length) {<span class="unit">{{ all().length }}</span>}
        <span class="tools"><button type="button" class="link" data-use="promise.add" [attr.aria-expanded]="adding()" (click)="adding.set(!adding())" i18n>Add</button><a routerLink="/follow-ups" i18n>Follow-ups</a></span></div>
      @if (adding()) {
        <form (submit)="$event.preventDefault(); add(text.value)">
          <label class="field wide"><span i18n>What is promised</span><input #text class="input" maxlength="200" /></label>
          <c-date-field label="Due on" i18n-label [min]="today()" [(value)]="due" />
          <button class="button primary" [attr.aria-disabled]="working() || null">{{ working() ? saving : save }}</button>
        </form>
      }
      @if (error(); as failed) {<c-error-block what="This was not saved" i18n-what [error]="failed" (again)="error.set(null)" />}
      <c-answer [of]="answer" what="Promises" i18n-what [rows]="2" [has]="!!held()">
        <ul>
          @for (promise of all().slice(0, shown); track promise.id) {
            <li><label><input type="checkbox" [disabled]="working()" (change)="finish(promise)" /><span class="cut" [title]="promise.text">{{ promise.text }}</span></label>
              <span class="nowrap" [class.late]="promise.when !== 'upcoming'">@if (promise.when !== 'upcoming') {<c-icon name="clock" size="14" /> }{{ promise.due_on | cDate: 'short' }}</span></li>
          }
        </ul>
        @if (held() && !all().length && !adding()) {<p class="muted none" i18n>Nothing is promised. A next step with a date stands here until it is done.</p>}
      </c-answer>
    </section>`,
  styles: `
    li { display: flex; justify-content: space-between; gap: var(--s-2); align-items: center; min-height: 28px; border-bottom: 1px solid var(--line-soft); } label { min-width: 0; } li label { display: flex; gap: var(--s-2); align-items: center; }
    .none { padding: var(--s-1) 0; } .late { color: var(--late); } .late c-icon { vertical-align: -2px; } .tools { gap: var(--s-3); } .link { color: var(--link); } .link:hover { text-decoration: underline; }
    form { display: grid; grid-template-columns: 1fr auto; gap: var(--s-2); align-items: end; padding: var(--s-2) 0; } .wide { grid-column: 1 / -1; }
    @media (pointer: coarse) { li { min-height: 44px; } }`,
})
export class OpenPromises {
  readonly customerId = input.required<string>();
  /** Whether one more promise is being written. */
  readonly adding = model(false);
  private readonly text = viewChild<ElementRef<HTMLInputElement>>('text');
  private readonly http = inject(HttpClient);
  private readonly toasts = inject(Toasts);
  private readonly written = inject(Written);
  protected readonly shown = SHOWN;
  protected readonly save = $localize`Save`;
  protected readonly saving = $localize`Saving`;
  protected readonly today = inject(Settings).today;
  protected readonly due = linkedSignal<boolean, string>({ source: this.adding, computation: () => this.today() });
  protected readonly working = signal(false);
  protected readonly error = signal<unknown>(null);
  protected readonly answer = httpResource<FollowUpList>(() => {
    this.written.times();
    return { url: '/api/follow-ups', params: { state: 'open', customer: this.customerId() } };
  });
  protected readonly held = kept(this.answer);
  protected readonly all = computed(() => (this.held()?.results ?? []).filter(one => one.customer_id === this.customerId()));

  constructor() {
    effect(() => this.text()?.nativeElement.focus());
    inject(Unsaved).watch(() => !!this.text()?.nativeElement.value.trim());
  }

  protected add(text: string): void {
    if (!text.trim() || !this.due()) return;
    const url = `/api/customers/${encodeURIComponent(this.customerId())}/follow-ups`;
    this.run(this.http.post(url, { text: text.trim(), due_on: this.due() }), () => this.adding.set(false));
  }

  protected finish(promise: FollowUp): void {
    this.run(this.http.patch(`/api/follow-ups/${promise.id}`, { outcome: '' }), () => this.toasts.show($localize`Follow-up done`));
  }

  private run(write: ReturnType<HttpClient['post']>, done: () => void): void {
    if (this.working()) return;
    this.working.set(true);
    this.error.set(null);
    write.subscribe({
      next: () => { this.working.set(false); done(); this.written.note(); },
      error: (failed: unknown) => { this.working.set(false); this.error.set(failed); },
    });
  }
}
