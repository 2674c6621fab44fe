import { Component, computed, inject, input, output } from '@angular/core';
import { mayCall } from '../../modules/consents/words';
import { Icon } from '../../ui/icon';
import { Settings } from '../../ui/settings';
import { Tag } from '../../ui/tag';
import { CustomerAnswer } from './answers';
import { facts } from './customer-words';

/** The head in one line of 48 px, once the page is scrolled: still whose page this is, and the main action. */
@Component({
  selector: 'c-customer-bar',
  imports: [Icon, Tag],
  template: `
    <div class="bar">
      <span class="name cut">{{ answer().customer.name }}</span>
      @if (answer().customer.segment; as segment) {<c-tag tone="info">{{ segment }}</c-tag>}
      <span class="second wide">{{ answer().customer.customer_id }}</span>
      @for (fact of facts(); track fact.text) {<c-tag class="facts" [tone]="fact.tone" [icon]="fact.icon">{{ fact.text }}</c-tag>}
      <span class="second wide mobile">{{ answer().customer.mobile_masked }}</span>
      @if (mayLog()) {<button type="button" class="button primary wide" data-use="call-and-log" (click)="log.emit()"><c-icon [name]="mayCall() ? 'phone' : 'message-square'" /> @if (mayCall()) {<ng-container i18n>Call and log</ng-container>} @else {<ng-container i18n>Log a conversation</ng-container>}</button>}
    </div>`,
  styles: `
    :host { display: block; position: sticky; top: var(--bar); height: 0; z-index: calc(var(--z-sticky) + 1); }
    .bar { display: flex; align-items: center; gap: 10px; height: 48px; margin: 0 calc(-1 * var(--gutter)); padding: 0 var(--gutter); background: var(--surface); border-bottom: var(--hair); }
    .name { font: var(--t-16); font-weight: var(--w-strong); }
    .mobile { margin-left: auto; }
    @media (max-width: 1199px) { .facts { display: none; } }
    @media (max-width: 719px) { .wide { display: none; } }`,
})
export class CustomerBar {
  readonly answer = input.required<CustomerAnswer>();
  readonly mayLog = input(false);
  readonly log = output<void>();
  protected readonly mayCall = computed(() => mayCall(this.answer().contact));
  private readonly settings = inject(Settings);
  protected readonly facts = computed(() => facts(this.answer(), this.settings.conventions()));
}
