import { HttpClient } from '@angular/common/http';
import { Component, computed, inject, input, linkedSignal, output, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Observable } from 'rxjs';
import { FollowUpRefused } from '../../api/models/follow-up-refused';
import { FollowUpsAdded } from '../../api/models/follow-ups-added';
import { DateField } from '../../ui/date-field';
import { addDays } from '../../ui/dates';
import { Dialog } from '../../ui/dialog';
import { ErrorBlock } from '../../ui/error-block';
import { ExportButton } from '../../ui/export-button';
import { Icon } from '../../ui/icon';
import { plural } from '../../ui/plural';
import { Settings } from '../../ui/settings';
import { Toasts } from '../../ui/toasts';
import { Written } from '../../ui/written';

const MOST = 500;

/** What can be done with the ticked customers at once: a follow-up for each, a tag, a file. */
@Component({
  selector: 'c-bulk-bar',
  imports: [DateField, Dialog, ErrorBlock, ExportButton, Icon, RouterLink],
  templateUrl: './bulk-bar.html',
  styleUrl: './bulk-bar.css',
})
export class BulkBar {
  readonly ids = input.required<ReadonlySet<string>>();
  readonly cols = input<readonly string[]>([]);
  readonly sort = input('');
  readonly tags = input<readonly string[]>([]);
  readonly cleared = output<void>();
  private readonly http = inject(HttpClient);
  private readonly toasts = inject(Toasts);
  private readonly written = inject(Written);
  private readonly settings = inject(Settings);
  protected readonly most = MOST;
  protected readonly mayWrite = computed(() => this.settings.permissions().has('customer.write'));
  protected readonly asking = signal<'follow-up' | 'tag' | null>(null);
  protected readonly error = signal<unknown>(null);
  protected readonly working = signal(false);
  /** The day of the follow-ups: tomorrow, until another is chosen. */
  protected readonly due = linkedSignal<unknown, string>({ source: this.asking, computation: () => addDays(this.settings.today(), 1) });
  protected readonly words = computed(() => this.customers(this.ids().size));
  /** Customers for whom no follow-up was kept, because their consent closes the contact. */
  protected readonly leftOut = signal<readonly FollowUpRefused[]>([]);
  protected readonly leftOutWords = computed(() => this.customers(this.leftOut().length));
  protected readonly exported = computed(() => ({ ids: [...this.ids()].join(','), cols: this.cols().join(','), sort: this.sort() }));

  protected followUp(event: Event): void {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    const action = String(form.get('action'));
    const body = { customer_ids: [...this.ids()], text: String(form.get('text')).trim(), due_on: this.due(), ...(action ? { action } : {}) };
    this.run(this.http.post<FollowUpsAdded>('/api/follow-ups', body), ({ added, refused }) => {
      this.leftOut.set(refused);
      return $localize`Follow-up kept for ${this.customers(added)}:customers:`;
    });
  }

  protected closeLeftOut(): void {
    this.leftOut.set([]);
    this.cleared.emit();
  }

  protected tag(event: Event): void {
    event.preventDefault();
    const word = String(new FormData(event.target as HTMLFormElement).get('tag')).trim();
    const remove = ((event as SubmitEvent).submitter as HTMLButtonElement | null)?.value === 'remove';
    const body = { customer_ids: [...this.ids()], [remove ? 'remove' : 'add']: word };
    const said = remove ? $localize`Tag “${word}:tag:” taken from ${this.words()}:customers:` : $localize`Tag “${word}:tag:” put on ${this.words()}:customers:`;
    this.run(this.http.post('/api/book/tags', body), () => said);
  }

  private customers(count: number): string {
    return plural(count, $localize`1 customer`, $localize`${count}:count: customers`);
  }

  private run<T>(sent: Observable<T>, said: (answer: T) => string): void {
    if (this.working()) return;
    this.working.set(true);
    this.error.set(null);
    sent.subscribe({
      next: answer => {
        this.working.set(false);
        this.asking.set(null);
        this.written.note();
        this.toasts.show(said(answer));
        if (!this.leftOut().length) this.cleared.emit();
      },
      error: (failed: unknown) => { this.working.set(false); this.error.set(failed); },
    });
  }
}
