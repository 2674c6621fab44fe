import { Component, computed, inject, input, signal } from '@angular/core';
import { ActivatedRoute, Router } from '@angular/router';
import { Answer } from '../../ui/answer';
import { DateText } from '../../ui/dates';
import { Empty } from '../../ui/empty';
import { ErrorBlock } from '../../ui/error-block';
import { Icon } from '../../ui/icon';
import { paged, Params } from '../../ui/paged';
import { Settings } from '../../ui/settings';
import { Written } from '../../ui/written';
import { TimelineItem } from './answers';
import { KINDS, shownItem } from './items';
import { Versions } from './versions';

/** Everything that happened, newest first; `?kind=` narrows it. */
@Component({
  selector: 'c-timeline-tab',
  imports: [Answer, DateText, Empty, ErrorBlock, Icon, Versions],
  template: `
    <div class="kinds" role="group" aria-label="Kinds" i18n-aria-label>
      <button type="button" class="chip" [attr.aria-pressed]="!kind()" (click)="choose(null)" i18n>All kinds</button>
      @for (one of kinds; track one.key) {<button type="button" class="chip" [attr.aria-pressed]="kind() === one.key" (click)="choose(kind() === one.key ? null : one.key)">{{ one.many }}</button>}
    </div>
    <c-answer [of]="list.first" what="The timeline" i18n-what shape="line" [rows]="9" [has]="list.first.hasValue()">
      <ol>
        @for (item of items(); track item.id) {
          <li>
            <span class="on">{{ item.on | cDate: 'short' }}</span>
            <span class="mark" [class]="item.tone"><c-icon [name]="item.icon" size="14" /></span>
            <div class="what">
              <p class="top"><span class="medium">{{ item.title }}@if (item.talk?.confidential) { <c-icon name="lock" size="14" label="Confidential" i18n-label />}</span><span class="kind">{{ item.kind }}</span></p>
              @if (item.text) {<p class="second">{{ item.text }}</p>}
              @if (item.talk; as talk) {
                <p class="muted by">@if (item.by) {<span>{{ item.by }}</span>}@if (talk.sentiment) {<span i18n>Mood: {{ talk.sentiment }}</span>}
                  @if (talk.from === 'transaction') {<span i18n>About a transaction</span>} @else if (talk.from === 'today') {<span i18n>From Today</span>}
                  @if (talk.edits) {<button type="button" class="link" [attr.aria-expanded]="opened() === talk.id" (click)="opened.set(opened() === talk.id ? null : talk.id)"><ng-container i18n>{talk.edits, plural, =1 {Changed once} other {Changed {{ talk.edits }} times}}</ng-container></button>}
                  @if (talk.editable && mayWrite()) {<button type="button" class="link" (click)="log({ log: 'c' + talk.id })" i18n>Change</button>}</p>
                @if (opened() === talk.id) {<c-versions [conversation]="talk.id" />}
              } @else if (item.booking && mayWrite()) {<p class="by act"><button type="button" class="link" (click)="log({ log: 1, transaction: item.booking })" i18n>Log a conversation about it</button></p>}
            </div>
          </li>
        }
      </ol>
      @if (list.first.hasValue() && !items().length) {<c-empty [title]="nothing()" text="Conversations, service requests, maturities and large movements stand here, newest first." i18n-text />}
      @if (list.failed(); as error) {<c-error-block what="Older items did not load" i18n-what [error]="error" (again)="list.more()" />}
      @else if (list.next()) {<p class="older"><button type="button" class="button" [attr.aria-disabled]="list.loading() || null" (click)="list.more()">@if (list.loading()) {<ng-container i18n>Loading</ng-container>} @else {<ng-container i18n>Show older</ng-container>}</button></p>}
    </c-answer>`,
  styleUrl: './timeline-tab.css',
})
export class TimelineTab {
  readonly customerId = input.required<string>();
  readonly kind = input<string>();
  private readonly settings = inject(Settings);
  private readonly written = inject(Written);
  private readonly router = inject(Router);
  private readonly route = inject(ActivatedRoute);
  protected readonly kinds = Object.entries(KINDS).map(([key, kind]) => ({ key, many: kind.many }));
  protected readonly list = paged<TimelineItem>(() => {
    this.written.times();
    const kind = this.kind();
    const params: Params = kind ? { kind } : {};
    return { url: `/api/customers/${encodeURIComponent(this.customerId())}/timeline`, params };
  });
  protected readonly items = computed(() => this.list.rows().map(item => shownItem(item, this.settings.conventions())));

  /** The conversation whose earlier versions are shown. */
  protected readonly opened = signal<number | null>(null);
  protected readonly mayWrite = computed(() => this.settings.may('customer.write'));
  protected readonly nothing = computed(() => (this.kind() ? $localize`Nothing of this kind` : $localize`Nothing has happened yet`));

  /** Opens the drawer, which stands on the customer's page. */
  protected log(queryParams: { log: string | number; transaction?: string }): void {
    void this.router.navigate([], { relativeTo: this.route, queryParams, queryParamsHandling: 'merge' });
  }

  protected choose(kind: string | null): void {
    void this.router.navigate([], { relativeTo: this.route, queryParams: { kind }, queryParamsHandling: 'merge' });
  }
}
