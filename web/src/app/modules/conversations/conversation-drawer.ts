import { HttpClient, httpResource } from '@angular/common/http';
import { Component, computed, inject, input, linkedSignal, output, signal, viewChild } from '@angular/core';
import { firstValueFrom } from 'rxjs';
import { NextStep } from '../../api/models/next-step';
import { Template } from '../../api/models/template';
import { DateField } from '../../ui/date-field';
import { addDays, clockTime, weekdayDate } from '../../ui/dates';
import { Drawer } from '../../ui/drawer';
import { Icon } from '../../ui/icon';
import { count } from '../../ui/money';
import { Problem, problemOf } from '../../ui/problem';
import { Settings } from '../../ui/settings';
import { Tag } from '../../ui/tag';
import { Toasts } from '../../ui/toasts';
import { Written } from '../../ui/written';
import { Conversation } from './answers';
import { Choices } from './choices';
import { ClosedPromises } from './closed-promises';
import { asWritten, Draft, EMPTY, faults, fromKept, isTyped, MOST_CHARACTERS, quickDates } from './draft';
import { Drafts } from './drafts';
import { OfferedPromises } from './offered-promises';
import { Templates } from './templates';
import { CHANNELS, MOODS, OUTCOMES, PURPOSES } from './words';

/** Where a conversation is logged, or one's own changed: one-press options, what was said, the next step. Ctrl Enter saves. */
@Component({
  selector: 'c-conversation-drawer',
  imports: [Choices, ClosedPromises, DateField, Drawer, Icon, OfferedPromises, Tag, Templates],
  templateUrl: './conversation-drawer.html',
  styleUrl: './conversation-drawer.css',
})
export class ConversationDrawer {
  readonly customerId = input.required<string>();
  readonly name = input.required<string>();
  /** Product kinds the customer holds, offered as what was spoken about. */
  readonly held = input<string[]>([]);
  readonly maturity = input<string | null>(null);
  /** The insight, or the booking, that the call came from. */
  readonly insight = input<string | null>(null);
  readonly transaction = input<string | null>(null);
  /** The kept conversation to change; null for a new one. */
  readonly changes = input<number | null>(null);
  readonly closed = output<void>();

  protected readonly channels = CHANNELS;
  protected readonly purposes = PURPOSES;
  protected readonly outcomes = OUTCOMES;
  protected readonly moods = MOODS;
  private readonly drafts = inject(Drafts);
  private readonly http = inject(HttpClient);
  private readonly written = inject(Written);
  private readonly toasts = inject(Toasts);
  private readonly settings = inject(Settings);

  private readonly keptAnswer = httpResource<Conversation>(() => (this.changes() === null ? undefined : `/api/conversations/${this.changes()}`));
  private readonly key = computed(() => (this.changes() === null ? this.customerId() : `conversation ${this.changes()}`));
  private readonly before = computed(() => (this.keptAnswer.hasValue() ? fromKept(this.keptAnswer.value()) : EMPTY));
  protected readonly draft = linkedSignal<Draft>(() => this.drafts.of(this.key()) ?? this.before());
  protected readonly products = computed(() => [...new Set([...this.held(), ...this.before().products])].slice(0, 10).map(kind => ({ value: kind, label: kind })));
  protected readonly typed = computed(() => isTyped(this.draft(), this.before()));
  protected readonly title = computed(() => (this.changes() === null ? $localize`Log a conversation` : $localize`Change the conversation`));
  protected readonly length = computed(() => count(this.draft().text.length, this.settings.conventions()));
  protected readonly most = computed(() => count(MOST_CHARACTERS, this.settings.conventions()));
  protected readonly saving = signal(false);
  protected readonly failure = signal<Problem | null>(null);
  protected readonly today = this.settings.today;
  protected readonly dates = computed(() => quickDates(this.today(), this.maturity()));
  /** Who, and when the conversation was begun to be written. */
  protected readonly about = computed(() => {
    const c = this.settings.conventions();
    return `${this.name()}, ${weekdayDate(this.today(), c)}, ${clockTime(this.begun, c)}`;
  });
  private readonly begun = new Date().toISOString();
  private readonly dueOn = viewChild(DateField);
  private readonly tried = signal(false);
  protected readonly shownFaults = computed(() => (this.tried() ? faults(this.draft(), this.today()) : {}));
  protected readonly stepFaults = computed(() => [this.shownFaults().step, this.shownFaults().due].filter(Boolean));

  protected set(part: Partial<Draft>): void {
    this.draft.update(draft => ({ ...draft, ...part }));
    this.drafts.keep(this.key(), this.draft());
  }

  protected begin(template: Template): void {
    const step = this.draft().step ? {} : { step: template.next_step, due: addDays(this.today(), template.next_step_days) };
    this.set({ text: template.text, purposes: [...new Set([...this.draft().purposes, ...template.purposes])], ...step });
  }

  protected one<T>(values: readonly string[], none: T): T {
    return (values[0] as T | undefined) ?? none;
  }

  protected all<T extends string>(values: readonly string[]): T[] {
    return [...values] as T[];
  }

  protected take(promises: NextStep[]): void {
    this.set({ promises });
  }

  protected leave(): void {
    this.drafts.drop(this.key());
    this.closed.emit();
  }

  protected async save(): Promise<void> {
    this.tried.set(true);
    if (this.saving() || this.dueOn()?.fault() || Object.keys(faults(this.draft(), this.today())).length) return;
    this.saving.set(true);
    this.failure.set(null);
    try {
      await this.send();
      this.written.note();
      this.toasts.show($localize`Conversation with ${this.name()}:name: saved`);
      this.leave();
    } catch (error) {
      this.failure.set(problemOf(error));
    } finally {
      this.saving.set(false);
    }
  }

  private send(): Promise<Conversation> {
    const body = asWritten(this.draft(), { insight: this.insight(), transaction: this.transaction() });
    const changes = this.changes();
    if (changes === null) return firstValueFrom(this.http.post<Conversation>(`/api/customers/${encodeURIComponent(this.customerId())}/conversations`, body));
    const { channel, purposes, outcome, products, sentiment, text, confidential } = body;
    return firstValueFrom(this.http.patch<Conversation>(`/api/conversations/${changes}`, { channel, purposes, outcome, products, sentiment, text, confidential }));
  }
}
