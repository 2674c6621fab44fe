import { httpResource } from '@angular/common/http';
import { Component, computed, inject, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { BookToday } from '../../api/models/book-today';
import { Answer, kept } from '../../ui/answer';
import { Icon } from '../../ui/icon';
import { Screen } from '../../ui/screen';
import { Written } from '../../ui/written';
import { TodayItemRow } from './today-item';

const ON_PHONE = 5;

/** At most 20 things worth doing, the weightiest first; on a phone the first five. */
@Component({
  selector: 'c-today-list',
  imports: [Answer, Icon, RouterLink, TodayItemRow],
  host: { class: 'block' },
  template: `
    <div class="block-head"><h2 i18n>Today</h2>@if (items().length) {<span class="unit" i18n>{{ items().length }}, most urgent first</span>}
      <div class="tools"><a class="all" routerLink="/today"><ng-container i18n="everything to do|">All</ng-container><c-icon name="chevron-right" [size]="14" /></a></div></div>
    <c-answer [of]="answer" what="Today" i18n-what [rows]="8" [has]="!!held()">
      <ol>
        @for (item of shown(); track item.key; let first = $first) {
          <li [class.first]="first" tabindex="-1" (pointerenter)="come(item.key)" (focusin)="come(item.key)"><c-today-item [item]="item" [today]="held()?.today ?? ''" [acts]="first || visited().has(item.key)" /></li>
        } @empty {@if (held()) {<li class="second" i18n>Nothing is waiting. New things come with the next business day.</li>}}
      </ol>
    </c-answer>`,
  styleUrl: './today-list.css',
})
export class TodayList {
  private readonly written = inject(Written);
  private readonly phone = inject(Screen).phone;
  protected readonly answer = httpResource<BookToday>(() => {
    this.written.times();
    return '/api/book/today';
  });
  protected readonly held = kept(this.answer);
  protected readonly items = computed(() => this.held()?.results ?? []);
  /** The items that the pointer or the focus has come to: only they and the first have acts, so that the list stands sooner. */
  protected readonly visited = signal<ReadonlySet<string>>(new Set());
  protected readonly shown = computed(() => (this.phone() ? this.items().slice(0, ON_PHONE) : this.items()));

  protected come(key: string): void {
    if (!this.visited().has(key)) this.visited.update(before => new Set(before).add(key));
  }
}
