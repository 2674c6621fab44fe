import { HttpClient, httpResource } from '@angular/common/http';
import { Component, computed, inject, linkedSignal, output, signal, viewChildren } from '@angular/core';
import { CoverWriteRequest } from '../../api/models/cover-write-request';
import { RmList } from '../../api/models/rm-list';
import { Answer } from '../../ui/answer';
import { DateField } from '../../ui/date-field';
import { Dialog } from '../../ui/dialog';
import { ErrorBlock } from '../../ui/error-block';
import { Settings } from '../../ui/settings';

const PAGE = 200; // the most that the API gives at once

/** Grants a cover: two RMs of one branch chosen by name, days, and why. */
@Component({
  selector: 'c-cover-dialog',
  imports: [Answer, DateField, Dialog, ErrorBlock],
  template: `
    <c-dialog title="Grant a cover" i18n-title (closed)="closed.emit()">
      <c-answer class="people" [of]="answer" what="The relationship managers" i18n-what shape="row" [rows]="3" [has]="answer.hasValue()">
        @if (mustSearch()) {
          <label class="field"><ng-container i18n>Branch or RM</ng-container> <input class="input" type="search" autocomplete="off" maxlength="100" [value]="words()" (change)="words.set($any($event.target).value.trim())"></label>
        }
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
        <c-date-field label="From" i18n-label [required]="true" [min]="today()" [(value)]="from" />
        <c-date-field label="To" i18n-label [required]="true" [min]="from() || today()" [(value)]="to" />
      </div>
      <label class="field"><ng-container i18n>Reason</ng-container> <input #reason class="input" maxlength="200" autocomplete="off" [value]="leave" /></label>
      @if (unmet(); as words) {<p class="second" role="alert">{{ words }}</p>}
      @if (error(); as failed) {<c-error-block what="The cover was not granted" i18n-what kept="What you typed is kept." i18n-kept [error]="failed" (again)="error.set(null)" />}
      <button slot="actions" type="button" class="button" autofocus (click)="closed.emit()" i18n>Cancel</button>
      <button slot="actions" type="button" class="button primary" data-use="cover.grant" [attr.aria-disabled]="saving() || null"
        (click)="grant({ covered: covered(), covering: covering(), from_date: from(), to_date: to(), reason: reason.value.trim() })" i18n>Grant</button>
    </c-dialog>`,
  styleUrl: './oversight-page.css',
})
export class CoverDialog {
  readonly closed = output<void>();
  readonly granted = output<void>();
  private readonly http = inject(HttpClient);
  protected readonly today = inject(Settings).today;
  protected readonly from = signal(this.today());
  /** Follows the first day when that is moved past it. */
  protected readonly to = linkedSignal<string, string>({ source: this.from, computation: (from, before) => (before && before.value > from ? before.value : from) });
  private readonly days = viewChildren(DateField);
  protected readonly leave = $localize`:reason of a cover|:Leave`;
  protected readonly words = signal('');
  protected readonly answer = httpResource<RmList>(() => ({ url: '/api/rms', params: { limit: PAGE, ...(this.words() ? { q: this.words() } : {}) } }));
  /** A unit with more RMs than a page is searched, for whom is not on the first. */
  protected readonly mustSearch = linkedSignal<boolean, boolean>({ source: () => this.answer.hasValue() && this.answer.value().next !== null, computation: (more, before) => more || (before?.value ?? false) });
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
    if (this.unmet() || this.saving() || this.days().some(day => day.fault())) return;
    this.saving.set(true);
    this.error.set(null);
    this.http.post('/api/covers', cover).subscribe({
      next: () => this.granted.emit(),
      error: (failed: unknown) => { this.saving.set(false); this.error.set(failed); },
    });
  }
}
