import { Component, computed, inject, input } from '@angular/core';
import { ActivatedRoute, Router } from '@angular/router';
import { BalanceBlock } from '../../modules/balances/balance-block';
import { OverviewTab } from '../../modules/overview/overview-tab';
import { NextSteps } from '../../modules/today/next-steps';
import { Settings } from '../../ui/settings';
import { OpenCustomer } from './customer-answer';

/** The customer's first tab: composed here, as modules never import each other. */
@Component({
  selector: 'c-overview-page',
  imports: [BalanceBlock, NextSteps, OverviewTab],
  template: `
    @if (answer(); as answer) {
      <c-overview-tab [customerId]="customerId()" [products]="answer.products" [events]="answer.next_events" [reach]="answer.emi_reach" [asOf]="answer.as_of" [conversations]="open.conversations" [mayWrite]="mayWrite()" [promising]="!!promise()" (promisingChange)="setPromise($event)">
        <c-balance-block [customerId]="customerId()" />
        <c-next-steps slot="side" [customerId]="customerId()" />
      </c-overview-tab>
    }`,
})
export class OverviewPage {
  readonly customerId = input.required<string>();
  /** `?promise=1`: one more promise is being written. */
  readonly promise = input<string>();
  private readonly router = inject(Router);
  private readonly route = inject(ActivatedRoute);
  protected readonly open = inject(OpenCustomer);
  private readonly settings = inject(Settings);
  protected readonly mayWrite = computed(() => this.settings.may('customer.write'));
  protected readonly answer = computed(() => this.open.value());

  protected setPromise(adding: boolean): void {
    void this.router.navigate([], { relativeTo: this.route, queryParams: { promise: adding ? 1 : null }, queryParamsHandling: 'merge', replaceUrl: !adding });
  }
}
