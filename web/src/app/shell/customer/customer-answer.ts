import { httpResource } from '@angular/common/http';
import { Injectable, computed, inject, signal } from '@angular/core';
import { OpenedCustomers } from '../../modules/oversight/opened-customers';
import { kept } from '../../ui/answer';
import { CustomerAnswer } from './answers';

/** The customer whose page is open: read once, shown by the head, the strip and the overview. */
@Injectable()
export class OpenCustomer {
  readonly id = signal<string | null>(null);
  private readonly opened = inject(OpenedCustomers);
  readonly answer = httpResource<CustomerAnswer>(() => {
    const id = this.id();
    if (!id) return undefined;
    this.opened.until(id); // opened or closed by break-glass: asked anew
    return { url: `/api/customers/${encodeURIComponent(id)}` };
  });
  private readonly last = kept(this.answer);
  /** The answer while it is of the open customer; an earlier customer's is never shown. */
  readonly value = computed(() => {
    const answer = this.last();
    return answer && answer.customer.customer_id === this.id() ? answer : undefined;
  });
}
