import { HttpClient } from '@angular/common/http';
import { Component, computed, inject, input, linkedSignal, output, signal } from '@angular/core';
import { firstValueFrom } from 'rxjs';
import { Drawer } from '../../ui/drawer';
import { Icon } from '../../ui/icon';
import { Problem, problemOf } from '../../ui/problem';
import { Settings } from '../../ui/settings';
import { Toasts } from '../../ui/toasts';
import { Written } from '../../ui/written';
import { Conversation } from './answers';
import { asWritten, Draft, faults, isTyped, quickDates } from './draft';
import { Drafts } from './drafts';
import { Choices } from './choices';
import { CHANNELS, MOODS, OUTCOMES, PURPOSES } from './words';

/** Where a conversation is logged: one-press options, what was said, the next step. Ctrl Enter saves. */
@Component({
  selector: 'c-conversation-drawer',
  imports: [Choices, Drawer, Icon],
  templateUrl: './conversation-drawer.html',
  styleUrl: './conversation-drawer.css',
})
export class ConversationDrawer {
  readonly customerId = input.required<string>();
  readonly name = input.required<string>();
  /** Product kinds the customer holds, offered as what was spoken about. */
  readonly held = input<string[]>([]);
  readonly maturity = input<string | null>(null);
  /** The insight that the call came from. */
  readonly insight = input<string | null>(null);
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

  protected readonly draft = linkedSignal<Draft>(() => this.drafts.of(this.customerId()));
  protected readonly products = computed(() => this.held().slice(0, 10).map(kind => ({ value: kind, label: kind })));
  protected readonly typed = computed(() => isTyped(this.draft()));
  protected readonly length = computed(() => this.draft().text.length.toLocaleString('en'));
  protected readonly saving = signal(false);
  protected readonly failure = signal<Problem | null>(null);
  /** Today in the bank's time zone. */
  protected readonly today = computed(() => new Intl.DateTimeFormat('en-CA', { timeZone: this.settings.conventions().time_zone }).format(new Date()));
  protected readonly dates = computed(() => quickDates(this.today(), this.maturity()));
  private readonly tried = signal(false);
  protected readonly shownFaults = computed(() => (this.tried() ? faults(this.draft(), this.today()) : {}));
  protected readonly stepFaults = computed(() => [this.shownFaults().step, this.shownFaults().due].filter(Boolean));

  protected set(part: Partial<Draft>): void {
    this.draft.update(draft => ({ ...draft, ...part }));
    this.drafts.keep(this.customerId(), this.draft());
  }

  protected one<T>(values: readonly string[], none: T): T {
    return (values[0] as T | undefined) ?? none;
  }

  protected all<T extends string>(values: readonly string[]): T[] {
    return [...values] as T[];
  }

  protected leave(): void {
    this.drafts.drop(this.customerId());
    this.closed.emit();
  }

  protected async save(): Promise<void> {
    this.tried.set(true);
    if (this.saving() || Object.keys(faults(this.draft(), this.today())).length) return;
    this.saving.set(true);
    this.failure.set(null);
    const url = `/api/customers/${encodeURIComponent(this.customerId())}/conversations`;
    try {
      await firstValueFrom(this.http.post<Conversation>(url, asWritten(this.draft(), this.insight())));
      this.written.note();
      this.toasts.show(`Conversation with ${this.name()} saved`);
      this.leave();
    } catch (error) {
      this.failure.set(problemOf(error));
    } finally {
      this.saving.set(false);
    }
  }
}
