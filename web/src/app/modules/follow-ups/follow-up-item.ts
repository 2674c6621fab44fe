import { HttpClient } from '@angular/common/http';
import { Component, computed, inject, input, linkedSignal, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { FollowUp } from '../../api/models/follow-up';
import { DateField } from '../../ui/date-field';
import { addDays, DateText } from '../../ui/dates';
import { ErrorBlock } from '../../ui/error-block';
import { Tag } from '../../ui/tag';
import { Toasts } from '../../ui/toasts';
import { Written } from '../../ui/written';

type Act = 'done' | 'later';

/** One promise: done with an outcome, or put off to another day. */
@Component({
  selector: 'c-follow-up-item',
  imports: [DateField, DateText, ErrorBlock, RouterLink, Tag],
  templateUrl: './follow-up-item.html',
  styleUrl: './follow-up-item.css',
})
export class FollowUpItem {
  readonly item = input.required<FollowUp>();
  /** The calendar day, from which "tomorrow" counts. */
  readonly today = input.required<string>();
  private readonly http = inject(HttpClient);
  private readonly toasts = inject(Toasts);
  private readonly written = inject(Written);
  protected readonly act = signal<Act | null>(null);
  protected readonly day = linkedSignal<unknown, string>({ source: this.act, computation: () => '' });
  protected readonly saving = signal(false);
  protected readonly error = signal<unknown>(null);
  protected readonly labels = computed(() => ({ done: $localize`Done: ${this.item().text}:what:`, later: $localize`Put off: ${this.item().text}:what:` }));
  protected readonly days = computed(() => [
    { name: $localize`Tomorrow`, on: addDays(this.today(), 1) }, { name: $localize`In 2 days`, on: addDays(this.today(), 2) },
    { name: $localize`Next week`, on: addDays(this.today(), 7) },
  ]);

  protected open(act: Act): void {
    this.error.set(null);
    this.act.update(before => (before === act ? null : act));
  }

  protected finish(outcome: string): void {
    this.change({ outcome: outcome.trim() }, $localize`Follow-up done`);
  }

  protected putOff(due_on: string): void {
    if (due_on) this.change({ due_on }, $localize`Follow-up put off`);
  }

  private change(body: { outcome: string } | { due_on: string }, said: string): void {
    if (this.saving()) return;
    this.saving.set(true);
    this.http.patch(`/api/follow-ups/${this.item().id}`, body).subscribe({
      next: () => {
        this.saving.set(false);
        this.act.set(null);
        this.written.note();
        this.toasts.show(said);
      },
      error: (failed: unknown) => { this.saving.set(false); this.error.set(failed); },
    });
  }
}
