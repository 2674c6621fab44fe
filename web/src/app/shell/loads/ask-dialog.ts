import { HttpClient } from '@angular/common/http';
import { Component, computed, inject, input, linkedSignal, output, signal, viewChild } from '@angular/core';
import { AskLoadRequest } from '../../api/models/ask-load-request';
import { DateField } from '../../ui/date-field';
import { Dialog } from '../../ui/dialog';
import { ErrorBlock } from '../../ui/error-block';
import { Settings } from '../../ui/settings';

/** Asks for the load of a day: again, for one that was tried (`day`), or of an earlier one. The worker does it. */
@Component({
  selector: 'c-ask-dialog',
  imports: [DateField, Dialog, ErrorBlock],
  template: `
    <c-dialog [title]="title()" (closed)="closed.emit()">
      <p class="second">{{ says() }}</p>
      <c-date-field label="Business day" i18n-label [required]="true" [max]="last()" [(value)]="as_of" />
      <label class="field"><ng-container i18n>Reason</ng-container> <input #why class="input" maxlength="200" autocomplete="off" /></label>
      <label class="tick"><input #restate type="checkbox" /> <span i18n>Replace the day if it is published with other rows</span></label>
      @if (unmet(); as words) {<p class="second" role="alert">{{ words }}</p>}
      @if (error(); as failed) {<c-error-block what="The load was not asked for" i18n-what kept="What you typed is kept." i18n-kept [error]="failed" (again)="error.set(null)" />}
      <button slot="actions" type="button" class="button" autofocus (click)="closed.emit()" i18n>Cancel</button>
      <button slot="actions" type="button" class="button primary" data-use="load.ask" [attr.aria-disabled]="asking() || null" (click)="ask({ as_of: as_of(), why: why.value.trim(), restate: restate.checked })" i18n>Ask for the load</button>
    </c-dialog>`,
  styles: `.field { display: grid; gap: 4px; font: var(--t-12); color: var(--text-2); } .tick { display: flex; gap: var(--s-2); align-items: center; }`,
})
export class AskDialog {
  /** The day to be loaded again; null for one that the operator names. */
  readonly day = input<string | null>(null);
  readonly closed = output<void>();
  readonly asked = output<void>();
  private readonly http = inject(HttpClient);
  private readonly settings = inject(Settings);
  protected readonly title = computed(() => (this.day() ? $localize`Run the load again` : $localize`Back-fill a day`));
  protected readonly says = computed(() => this.day()
    ? $localize`The day is read from the warehouse anew. If it is published with the same rows, it stays as it is.`
    : $localize`A day before the served one fills its own day; the served day is built anew with it, and stays the one that is shown.`);
  protected readonly as_of = linkedSignal(() => this.day() ?? '');
  /** The newest day that there is to name: the next ones come by themselves. */
  protected readonly last = computed(() => this.day() ?? this.settings.asOf());
  private readonly field = viewChild.required(DateField);
  protected readonly asking = signal(false);
  protected readonly unmet = signal('');
  protected readonly error = signal<unknown>(null);

  protected ask(wanted: AskLoadRequest): void {
    this.unmet.set(wanted.as_of && wanted.why ? '' : $localize`A day and a reason are needed`);
    if (this.unmet() || this.asking() || this.field().fault()) return;
    this.asking.set(true);
    this.error.set(null);
    this.http.post('/api/loads/requests', wanted).subscribe({
      next: () => this.asked.emit(),
      error: (failed: unknown) => { this.asking.set(false); this.error.set(failed); },
    });
  }
}
