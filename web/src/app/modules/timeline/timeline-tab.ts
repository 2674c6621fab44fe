import { Component, computed, inject, input } from '@angular/core';
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

/** Everything that happened, newest first; `?kind=` narrows it. */
@Component({
  selector: 'c-timeline-tab',
  imports: [Answer, DateText, Empty, ErrorBlock, Icon],
  template: `
    <div class="kinds" role="group" aria-label="Kinds">
      <button type="button" class="chip" [attr.aria-pressed]="!kind()" (click)="choose(null)">All kinds</button>
      @for (one of kinds; track one.key) {<button type="button" class="chip" [attr.aria-pressed]="kind() === one.key" (click)="choose(kind() === one.key ? null : one.key)">{{ one.many }}</button>}
    </div>
    <c-answer [of]="list.first" what="The timeline" shape="line" [rows]="9" [has]="list.first.hasValue()">
      <ol>
        @for (item of items(); track item.id) {
          <li>
            <span class="on">{{ item.on | cDate: 'short' }}</span>
            <span class="mark" [class]="item.tone"><c-icon [name]="item.icon" size="14" /></span>
            <div class="what">
              <p class="top"><span class="medium">{{ item.title }}@if (item.confidential) { <c-icon name="lock" size="14" label="Confidential" />}</span><span class="kind">{{ item.kind }}</span></p>
              @if (item.text) {<p class="second">{{ item.text }}</p>}
              @if (item.by) {<p class="muted by">{{ item.by }}</p>}
            </div>
          </li>
        }
      </ol>
      @if (list.first.hasValue() && !items().length) {<c-empty [title]="kind() ? 'Nothing of this kind' : 'Nothing has happened yet'" text="Conversations, service requests, maturities and large movements stand here, newest first." />}
      @if (list.failed(); as error) {<c-error-block what="Older items did not load" [error]="error" (again)="list.more()" />}
      @else if (list.next()) {<p class="older"><button type="button" class="button" [attr.aria-disabled]="list.loading() || null" (click)="list.more()">{{ list.loading() ? 'Loading' : 'Show older' }}</button></p>}
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

  protected choose(kind: string | null): void {
    void this.router.navigate([], { relativeTo: this.route, queryParams: { kind }, queryParamsHandling: 'merge' });
  }
}
