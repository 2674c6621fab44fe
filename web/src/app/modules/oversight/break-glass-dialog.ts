import { HttpClient } from '@angular/common/http';
import { Component, inject, input, linkedSignal, output, signal } from '@angular/core';
import { BreakGlass } from '../../api/models/break-glass';
import { BreakGlassReason } from '../../api/models/break-glass-reason';
import { Dialog } from '../../ui/dialog';
import { ErrorBlock } from '../../ui/error-block';
import { problemOf } from '../../ui/problem';
import { OpenedCustomers } from './opened-customers';
import { BREAK_GLASS_REASONS } from './words';

/** Opens one customer out of scope by exact id, for a reason, to be read for half an hour. */
@Component({
  selector: 'c-break-glass-dialog',
  imports: [Dialog, ErrorBlock],
  template: `
    <c-dialog title="Open a customer out of scope" i18n-title (closed)="closed.emit()">
      <p class="second" i18n>To be read for 30 minutes. It is logged, and your supervisor reviews it.</p>
      <label class="field"><ng-container i18n>Customer id</ng-container> <input class="input" maxlength="40" autocomplete="off" spellcheck="false" [value]="id()" (input)="id.set($any($event.target).value.trim())" /></label>
      <div class="field" role="group" aria-label="Reason" i18n-aria-label><ng-container i18n>Reason</ng-container>
        <div class="reasons">@for (one of reasons; track one.key) {<button type="button" class="chip" [class.active]="reason() === one.key" [attr.aria-pressed]="reason() === one.key" (click)="reason.set(one.key)">{{ one.word }}</button>}</div></div>
      <label class="field"><ng-container i18n>Note</ng-container> <input class="input" maxlength="300" autocomplete="off" [value]="note()" (input)="note.set($any($event.target).value)" /></label>
      @if (unmet(); as words) {<p class="second" role="alert">{{ words }}</p>}
      @if (error(); as failed) {<c-error-block what="The customer was not opened" i18n-what [error]="failed" (again)="open()" />}
      <button slot="actions" type="button" class="button" autofocus (click)="closed.emit()" i18n>Cancel</button>
      <button slot="actions" type="button" class="button primary" data-use="break-glass" [attr.aria-disabled]="working() || null" (click)="open()">@if (working()) {<ng-container i18n>Opening</ng-container>} @else {<ng-container i18n>Open to read</ng-container>}</button>
    </c-dialog>`,
  styles: `.field { display: grid; gap: 4px; font: var(--t-12); color: var(--text-2); } .reasons { display: flex; flex-wrap: wrap; gap: var(--s-2); }`,
})
export class BreakGlassDialog {
  readonly customerId = input('');
  readonly closed = output<void>();
  /** The id of the customer who may now be read. */
  readonly opened = output<string>();
  private readonly http = inject(HttpClient);
  private readonly customers = inject(OpenedCustomers);
  protected readonly reasons = BREAK_GLASS_REASONS;
  protected readonly id = linkedSignal(() => this.customerId());
  protected readonly reason = signal<BreakGlassReason | null>(null);
  protected readonly note = signal('');
  protected readonly working = signal(false);
  protected readonly unmet = signal('');
  protected readonly error = signal<unknown>(null);

  protected open(): void {
    const id = this.id();
    const reason = this.reason();
    this.error.set(null);
    this.unmet.set(!id ? $localize`The customer id is missing` : reason ? '' : $localize`Choose a reason`);
    if (!id || !reason || this.working()) return;
    this.working.set(true);
    this.http.post<BreakGlass>(`/api/customers/${encodeURIComponent(id)}/break-glass`, { reason, note: this.note().trim() }).subscribe({
      next: answer => {
        this.customers.note(answer.customer_id, answer.until);
        this.opened.emit(answer.customer_id);
      },
      error: (failed: unknown) => {
        this.working.set(false);
        const { status, code } = problemOf(failed);
        if (code === 'in_scope') this.opened.emit(id);
        else if (status === 404) this.unmet.set($localize`No customer with this id can be opened by you`);
        else this.error.set(failed);
      },
    });
  }
}
