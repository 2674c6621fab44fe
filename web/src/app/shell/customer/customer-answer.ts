import { httpResource } from '@angular/common/http';
import { Injectable, computed, inject, signal } from '@angular/core';
import { TimelinePage } from '../../api/models/timeline-page';
import { OpenedCustomers } from '../../modules/oversight/opened-customers';
import { kept } from '../../ui/answer';
import { Written } from '../../ui/written';
import { CustomerAnswer } from './answers';
import { latestContact } from './customer-words';

/** The customer whose page is open: read once, shown by the head, the strip and the overview. */
@Injectable()
export class OpenCustomer {
  readonly id = signal<string | null>(null);
  private readonly opened = inject(OpenedCustomers);
  private readonly written = inject(Written);
  /** Opened or closed by break-glass: asked anew. */
  private readonly until = computed(() => this.opened.until(this.id() ?? ''));
  readonly answer = httpResource<CustomerAnswer>(() => {
    const id = this.id();
    if (!id) return undefined;
    this.until();
    return { url: `/api/customers/${encodeURIComponent(id)}` };
  });
  /** The last conversations, those logged here a moment ago among them. */
  readonly conversations = httpResource<TimelinePage>(() => {
    const id = this.id();
    if (!id) return undefined;
    this.until();
    this.written.times();
    return { url: `/api/customers/${encodeURIComponent(id)}/timeline`, params: { kind: 'conversation,call,visit', limit: 3 } };
  });
  private readonly last = kept(this.answer);
  /** The answer while it is of the open customer; an earlier customer's is never shown. */
  readonly value = computed(() => {
    const answer = this.last();
    return answer && answer.customer.customer_id === this.id() ? answer : undefined;
  });
  /** The later of what the bank's systems know of and what was logged here. */
  readonly lastContact = computed(() => {
    const answer = this.value();
    return answer ? latestContact(answer.last_contact, this.conversations.hasValue() ? this.conversations.value().results : []) : null;
  });
}
