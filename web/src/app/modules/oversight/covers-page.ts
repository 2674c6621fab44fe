import { HttpClient, httpResource } from '@angular/common/http';
import { Component, computed, inject, signal } from '@angular/core';
import { Cover } from '../../api/models/cover';
import { CoverList } from '../../api/models/cover-list';
import { Answer, kept } from '../../ui/answer';
import { DateText } from '../../ui/dates';
import { Empty } from '../../ui/empty';
import { ErrorBlock } from '../../ui/error-block';
import { Settings } from '../../ui/settings';
import { Tag, TagTone } from '../../ui/tag';
import { Toasts } from '../../ui/toasts';
import { CoverDialog } from './cover-dialog';
import { CoverState, coverState } from './words';

const STATES: Record<CoverState, { word: string; tone: TagTone }> = {
  running: { word: $localize`:state of a cover|:Running`, tone: 'info' }, planned: { word: $localize`:state of a cover|:Planned`, tone: 'neutral' },
  over: { word: $localize`:state of a cover|:Over`, tone: 'neutral' }, ended: { word: $localize`:state of a cover|:Ended`, tone: 'neutral' },
};

/** Who serves whose book during leave; a head grants and ends it. */
@Component({
  selector: 'c-covers-page',
  imports: [Answer, CoverDialog, DateText, Empty, ErrorBlock, Tag],
  template: `
    <main class="page">
      <div class="title"><h1 i18n>Covers</h1><span class="second" i18n>Who serves whose book during leave</span>@if (mayGrant()) {<button type="button" class="button primary" (click)="granting.set(true)" i18n>Grant a cover</button>}</div>
      <c-answer [of]="answer" what="Covers" i18n-what shape="row" [rows]="5" [has]="!!held()">
        @if (rows(); as list) {
          @if (list.length) {
            <div class="scroll" tabindex="0" role="region" aria-label="Covers" i18n-aria-label>
              <table class="table folds">
                <caption class="sr-only" i18n>Covers</caption>
                <thead><tr><th scope="col" i18n>RM on leave</th><th scope="col" i18n>Served by</th><th scope="col" i18n>From</th><th scope="col" i18n>To</th><th scope="col" i18n>Reason</th><th scope="col" i18n>State</th><th scope="col"><span class="sr-only" i18n>Act</span></th></tr></thead>
                <tbody>
                  @for (row of list; track row.cover.id) {
                    <tr>
                      <td class="medium lead">{{ row.cover.covered_name }}</td><td class="medium" data-head="Served by" i18n-data-head>{{ row.cover.covering_name }}</td>
                      <td class="nowrap" data-head="From" i18n-data-head>{{ row.cover.from_date | cDate }}</td><td class="nowrap" data-head="To" i18n-data-head>{{ row.cover.to_date | cDate }}</td><td class="second">{{ row.cover.reason }}</td>
                      <td><c-tag [tone]="states[row.state].tone">{{ states[row.state].word }}</c-tag></td>
                      <td class="tail">@if (mayGrant() && (row.state === 'running' || row.state === 'planned')) {<button type="button" class="button" [attr.aria-label]="endOf(row.cover)" [attr.aria-disabled]="saving() || null" (click)="end(row.cover)" i18n>End</button>}</td>
                    </tr>
                  }
                </tbody>
              </table>
            </div>
          } @else {<c-empty title="No cover" i18n-title text="When an RM is on leave, another RM of the branch can serve the book for those days." i18n-text />}
        }
      </c-answer>
      @if (error(); as failed) {<c-error-block what="The cover was not ended" i18n-what [error]="failed" (again)="error.set(null)" />}
    </main>
    @if (granting()) {<c-cover-dialog (closed)="granting.set(false)" (granted)="granted()" />}`,
  styleUrl: './oversight-page.css',
})
export class CoversPage {
  private readonly http = inject(HttpClient);
  private readonly toasts = inject(Toasts);
  private readonly settings = inject(Settings);
  private readonly today = this.settings.today;
  protected readonly states = STATES;
  protected readonly endOf = (cover: Cover) => $localize`End the cover of ${cover.covered_name}:name:`;
  protected readonly answer = httpResource<CoverList>(() => '/api/covers');
  protected readonly held = kept(this.answer);
  protected readonly rows = computed(() => this.held()?.results.map(cover => ({ cover, state: coverState(cover, this.today()) })));
  protected readonly mayGrant = computed(() => this.settings.may('cover.grant'));
  protected readonly granting = signal(false);
  protected readonly saving = signal(false);
  protected readonly error = signal<unknown>(null);

  protected granted(): void {
    this.granting.set(false);
    this.answer.reload();
    this.toasts.show($localize`Cover granted`);
  }

  protected end(cover: Cover): void {
    if (this.saving()) return;
    this.saving.set(true);
    this.error.set(null);
    this.http.delete(`/api/covers/${cover.id}`).subscribe({
      next: () => {
        this.saving.set(false);
        this.answer.reload();
        this.toasts.show($localize`Cover ended`);
      },
      error: (failed: unknown) => { this.saving.set(false); this.error.set(failed); },
    });
  }
}
