import { Component, computed, inject, input, output } from '@angular/core';
import { RouterLink } from '@angular/router';
import { mayCall } from '../../modules/consents/words';
import { Icon } from '../../ui/icon';
import { Settings } from '../../ui/settings';
import { Tag } from '../../ui/tag';
import { CustomerAnswer } from './answers';
import { OpenCustomer } from './customer-answer';
import { contactText, facts, vintage } from './customer-words';
import { MaskedField } from './masked-field';

/** Who this is, how to reach them, the page's main action, and a follow-up beside it. */
@Component({
  selector: 'c-customer-head',
  imports: [Icon, MaskedField, RouterLink, Tag],
  templateUrl: './customer-head.html',
  styleUrl: './customer-head.css',
})
export class CustomerHead {
  readonly answer = input.required<CustomerAnswer>();
  readonly mayLog = input(false);
  readonly log = output<void>();
  readonly promise = output<void>();
  protected readonly mayCall = computed(() => mayCall(this.answer().contact));
  private readonly settings = inject(Settings);
  private readonly open = inject(OpenCustomer);
  protected readonly contact = computed(() => contactText(this.open.lastContact(), this.answer().as_of, this.settings.conventions()));
  protected readonly customer = computed(() => this.answer().customer);
  protected readonly facts = computed(() => facts(this.answer(), this.settings.conventions()));
  /** A household of one is not worth a word. */
  protected readonly shared = computed(() => { const household = this.answer().household; return household && household.members > 1 ? household : null; });
  protected readonly vintage = computed(() => {
    const since = this.customer().onboarded_on;
    return since ? vintage(since, this.answer().as_of) : null;
  });
}
