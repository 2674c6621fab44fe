import { Component, computed, input } from '@angular/core';
import { DateText } from '../../ui/dates';
import { Empty } from '../../ui/empty';
import { MoneyText } from '../../ui/money';
import { NextEvent } from './answers';

const MOST = 6;

/** What falls due next: maturities, EMIs, standing instructions. */
@Component({
  selector: 'c-next-events',
  imports: [DateText, Empty, MoneyText],
  template: `
    <section class="block" aria-labelledby="next-events">
      <div class="block-head"><h2 id="next-events">Next maturities and EMIs</h2></div>
      <ul>
        @for (event of shown(); track $index) {
          <li><span class="second on">{{ event.on | cDate: 'short' }}</span><span class="cut">{{ event.label }}@if (event.account && !event.label.includes(event.account)) {<span class="second account">{{ event.account }}</span>}</span>
            <span class="num"><c-money [minor]="event.amount" as="amount" /></span></li>
        } @empty {<c-empty title="Nothing due" text="Maturities, EMIs and standing instructions appear here with their dates." />}
      </ul>
    </section>`,
  styles: `
    li { display: grid; grid-template-columns: 84px minmax(0, 1fr) auto; gap: var(--s-2); align-items: center; min-height: 28px; border-bottom: 1px solid var(--line-soft); }
    .account { margin-left: 4px; }
    li:last-child { border-bottom: var(--hair); }`,
})
export class NextEvents {
  readonly events = input.required<NextEvent[]>();
  protected readonly shown = computed(() => this.events().slice(0, MOST).map(event => ({ ...event, label: event.label.replace(/^Term deposit/, 'TD') })));
}
