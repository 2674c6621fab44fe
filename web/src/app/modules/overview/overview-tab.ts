import { Component, Resource, input, model } from '@angular/core';
import { EmiReach } from '../../api/models/emi-reach';
import { HeldProduct, NextEvent, TimelinePage } from './answers';
import { LastConversations } from './last-conversations';
import { MoneyGoes } from './money-goes';
import { MonthFlow } from './month-flow';
import { NextEvents } from './next-events';
import { OpenPromises } from './open-promises';
import { OpenRequests } from './open-requests';
import { ProductsHeld } from './products-held';

/** The balance stands first (projected), then how money moves, and at the right what comes next; on a phone that is first. */
@Component({
  selector: 'c-overview-tab',
  imports: [LastConversations, MoneyGoes, MonthFlow, NextEvents, OpenPromises, OpenRequests, ProductsHeld],
  template: `
    <div class="main">
      <ng-content />
      <div class="three">
        <c-month-flow [customerId]="customerId()" />
        <c-money-goes [customerId]="customerId()" [asOf]="asOf()" />
        <c-products-held [products]="products()" />
      </div>
    </div>
    <div class="side">
      <ng-content select="[slot=side]" />
      @if (mayWrite()) {<c-open-promises [customerId]="customerId()" [(adding)]="promising" />}
      <c-open-requests [customerId]="customerId()" />
      <c-next-events [events]="events()" [reach]="reach()" [asOf]="asOf()" />
      <c-last-conversations [customerId]="customerId()" [answer]="conversations()" />
    </div>`,
  styles: `
    :host { display: grid; grid-template-columns: minmax(0, 1fr) var(--side); gap: var(--s-6); padding-top: var(--s-4); }
    .main, .side { display: flex; flex-direction: column; gap: var(--s-5); min-width: 0; }
    .three { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); gap: var(--s-6); }
    @media (min-width: 1200px) { :host-context(.beside) { grid-template-columns: minmax(0, 1fr); } :host-context(.beside) :is(.three, .side) { display: grid; grid-template-columns: 1fr 1fr; align-items: start; } }
    @media (max-width: 1199px) { :host { grid-template-columns: minmax(0, 1fr); } .three, .side { display: grid; grid-template-columns: 1fr 1fr; gap: var(--s-6); align-items: start; } }
    @media (max-width: 719px) {
      :host { display: flex; flex-direction: column; gap: var(--s-5); } .main, .side { display: contents; } .three { grid-template-columns: minmax(0, 1fr); gap: var(--s-5); }
      :host ::ng-deep [slot=side] { order: -1; } .three { order: 1; }
    }`,
})
export class OverviewTab {
  readonly customerId = input.required<string>();
  readonly products = input.required<HeldProduct[]>();
  readonly events = input.required<NextEvent[]>();
  readonly reach = input<EmiReach | null>(null);
  readonly asOf = input.required<string>();
  readonly conversations = input.required<Resource<TimelinePage | undefined> & { reload(): boolean }>();
  readonly mayWrite = input(false);
  /** Whether one more promise is being written. */
  readonly promising = model(false);
}
