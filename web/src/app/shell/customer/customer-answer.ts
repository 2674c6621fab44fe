import { httpResource } from '@angular/common/http';
import { Injectable, computed, signal } from '@angular/core';
import { kept } from '../../ui/answer';
import { CustomerAnswer } from './answers';

/** The customer whose page is open: read once, shown by the head, the strip and the overview. */
@Injectable()
export class OpenCustomer {
  readonly id = signal<string | null>(null);
  readonly answer = httpResource<CustomerAnswer>(() => (this.id() ? `/api/customers/${encodeURIComponent(this.id() as string)}` : undefined));
  private readonly last = kept(this.answer);
  /** The answer while it is of the open customer; an earlier customer's is never shown. */
  readonly value = computed(() => {
    const answer = this.last();
    return answer && answer.customer.customer_id === this.id() ? answer : undefined;
  });
}
