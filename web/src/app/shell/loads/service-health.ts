import { HttpResourceRef } from '@angular/common/http';
import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { UsedRoutesAnswer } from '../../api/models/used-routes-answer';
import { Answer } from '../../ui/answer';
import { Definition } from '../../ui/definition';
import { count } from '../../ui/money';
import { Settings } from '../../ui/settings';
import { COUNTED, TIME_MEANINGS } from './operator';

const SHOWN = 5;

/** The slowest endpoints of yesterday and today, by their 99th percentile. */
@Component({
  selector: 'c-service-health',
  imports: [Answer, Definition, RouterLink],
  host: { class: 'block' },
  template: `
    <div class="block-head"><h2 i18n>Slowest endpoints</h2><span class="unit" i18n>ms, since yesterday</span><span class="tools"><a routerLink="/usage" i18n>All</a></span></div>
    <c-answer [of]="answer()" what="The answers’ times" i18n-what shape="row" [rows]="5" [has]="answer().hasValue()">
      @if (answer().hasValue()) {
        <table class="table">
          <caption class="sr-only" i18n>Slowest endpoints</caption>
          <thead><tr><th scope="col" i18n>Route</th><th scope="col" class="num"><c-definition label="Calls" i18n-label="requests to the server|" [text]="meanings.calls" [source]="counted" /></th><th scope="col" class="num"><c-definition [label]="'p50'" [text]="meanings.half" [source]="counted" /></th><th scope="col" class="num"><c-definition [label]="'p99'" [text]="meanings.most" [source]="counted" /></th></tr></thead>
          <tbody>@for (row of slowest(); track row.method + row.route) {<tr><td class="cut">{{ row.name }}</td><td class="num">{{ row.calls }}</td><td class="num">{{ row.p50 }}</td><td class="num medium">{{ row.p99 }}</td></tr>} @empty {<tr><td class="muted" colspan="4" i18n>No call was counted since yesterday</td></tr>}</tbody>
        </table>
      }
    </c-answer>`,
  styles: `:host { display: block; } table { table-layout: fixed; } th:not(:first-child) { width: 84px; } @media (max-width: 719px) { th:not(:first-child) { width: 64px; } th { white-space: normal; } }`,
})
export class ServiceHealth {
  protected readonly counted = COUNTED;
  protected readonly meanings = TIME_MEANINGS;
  private readonly settings = inject(Settings);
  readonly answer = input.required<HttpResourceRef<UsedRoutesAnswer | undefined>>();
  protected readonly slowest = computed(() => {
    const c = this.settings.conventions();
    const within = (ms: number | null) => (ms === null ? '> 5,000' : count(ms, c));
    const answer = this.answer();
    const routes = (answer.hasValue() ? answer.value().results : []).filter(row => row.route.includes('api/'));
    return [...routes].sort((a, b) => (b.p99 ?? Infinity) - (a.p99 ?? Infinity) || b.calls - a.calls).slice(0, SHOWN).map(({ method, route, calls, p50, p99 }) => ({
      method, route, calls: count(calls, c), p50: within(p50), p99: within(p99),
      name: (method === 'GET' ? '' : `${method} `) + route.replace(/^\^|\(\?:.*$/g, '').replace(/^api/, '').replace(/<(?:\w+:)?\w+>/g, '{id}'),
    }));
  });
}
