import { HttpClient, httpResource } from '@angular/common/http';
import { Component, computed, inject, linkedSignal, output, signal } from '@angular/core';
import { CoverWriteRequest } from '../../api/models/cover-write-request';
import { RmList } from '../../api/models/rm-list';
import { Answer } from '../../ui/answer';
import { Dialog } from '../../ui/dialog';
import { ErrorBlock } from '../../ui/error-block';

/** Grants a cover: two RMs of one branch chosen by name, days, and why. */
@Component({
  selector: 'c-cover-dialog',
  imports: [Answer, Dialog, ErrorBlock],
  template: `
    <c-dialog title="Grant a cover" i18n-title (closed)="closed.emit()">
      <c-answer [of]="answer" what="The relationship managers" i18n-what shape="row" [rows]="3" [has]="answer.hasValue()">
        @if (branches().length > 1) {
          <label class="field"><ng-container i18n>Branch</ng-container>
            <select class="input" (change)="branch.set($any($event.target).value)">@for (one of branches(); track one.id) {<option [value]="one.id" [selected]="one.id === branch()">{{ one.name }}</option>}</select></label>
        }
        <label class="field"><ng-container i18n>RM on leave</ng-container>
          <select class="input" (change)="covered.set($any($event.target).value)"><option value="" [selected]="!covered()" i18n>Choose</option>@for (one of rms(); track one.employee_id) {<option [value]="one.employee_id" [selected]="one.employee_id === covered()">{{ one.name }}</option>}</select></label>
        <label class="field"><ng-container i18n>Served by</ng-container>
          <select class="input" (change)="covering.set($any($event.target).value)"><option value="" [selected]="!covering()" i18n>Choose</option>@for (one of others(); track one.employee_id) {<option [value]="one.employee_id" [selected]="one.employee_id === covering()">{{ one.name }}</option>}</select></label>
      </c-answer>
      <div class="days">
        <label class="field"><ng-container i18n>From</ng-container> <input #from type="date" class="input" [value]="today" [min]="today" /></label>
        <label class="field"><ng-container i18n>To</ng-container> <input #to type="date" class="input" [value]="today" [min]="today" /></label>
      </div>
      <label class="field"><ng-container i18n>Reason</ng-container> <input #reason class="input" maxlength="200" autocomplete="off" [value]="leave" /></label>
      @if (unmet(); as words) {<p class="second" role="alert">{{ words }}</p>}
      @if (error(); as failed) {<c-error-block what="The cover was not granted" i18n-what kept="What you typed is kept." i18n-kept [error]="failed" (again)="error.set(null)" />}
      <button slot="actions" type="button" class="button" autofocus (click)="closed.emit()" i18n>Cancel</button>
      <button slot="actions" type="button" class="button primary" data-use="cover.grant" [attr.aria-disabled]="saving() || null"
        (click)="grant({ covered: covered(), covering: covering(), from_date: from.value, to_date: to.value, reason: reason.value.trim() })" i18n>Grant</button>
    </c-dialog>`,
  styleUrl: './oversight-page.css',
})
export class CoverDialog {
  readonly closed = output<void>();
  readonly granted = output<void>();
  private readonly http = inject(HttpClient);
  protected readonly today = new Date().toLocaleDateString('sv');
  protected readonly leave = $localize`:reason of a cover|:Leave`;
  protected readonly answer = httpResource<RmList>(() => '/api/rms');
  private readonly every = computed(() => (this.answer.hasValue() ? this.answer.value().results : []));
  protected readonly branches = computed(() => [...new Map(this.every().map(one => [one.unit_id, { id: one.unit_id, name: one.unit_name }])).values()].sort((a, b) => a.name.localeCompare(b.name)));
  protected readonly branch = linkedSignal(() => this.branches()[0]?.id ?? '');
  protected readonly rms = computed(() => this.every().filter(one => one.unit_id === this.branch()));
  protected readonly covered = linkedSignal({ source: this.branch, computation: () => '' });
  protected readonly covering = linkedSignal({ source: this.branch, computation: () => '' });
  protected readonly others = computed(() => this.rms().filter(one => one.employee_id !== this.covered()));
  protected readonly saving = signal(false);
  protected readonly unmet = signal('');
  protected readonly error = signal<unknown>(null);

  protected grant(cover: CoverWriteRequest): void {
    const isWhole = Object.values(cover).every(Boolean) && cover.covered !== cover.covering;
    this.unmet.set(isWhole ? '' : $localize`Two relationship managers, both days and a reason are needed`);
    if (this.unmet() || this.saving()) return;
    this.saving.set(true);
    this.error.set(null);
    this.http.post('/api/covers', cover).subscribe({
      next: () => this.granted.emit(),
      error: (failed: unknown) => { this.saving.set(false); this.error.set(failed); },
    });
  }
}
