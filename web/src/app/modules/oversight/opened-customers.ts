import { HttpClient } from '@angular/common/http';
import { Injectable, effect, inject, signal } from '@angular/core';
import { OpenedList } from '../../api/models/opened-list';
import { Settings } from '../../ui/settings';

/** Customers whom the reader opened out of scope, each until a time in ms; asked of the server after a reload. */
@Injectable({ providedIn: 'root' })
export class OpenedCustomers {
  private readonly http = inject(HttpClient);
  private readonly settings = inject(Settings);
  private readonly opened = signal<ReadonlyMap<string, number>>(new Map());

  constructor() {
    effect(() => {
      this.opened.set(new Map()); // another reader may have signed in
      if (!this.settings.may('customer.break_glass')) return;
      this.http.get<OpenedList>('/api/opened').subscribe({
        next: answer => { for (const one of answer.results) this.note(one.customer_id, one.until); },
        error: () => undefined, // the page is read all the same; only its banner is missing
      });
    });
  }

  /** Until when this customer may be read, or null where it was not opened. */
  until(customerId: string): number | null {
    return this.opened().get(customerId) ?? null;
  }

  note(customerId: string, until: string): void {
    this.opened.update(before => new Map(before).set(customerId, Date.parse(until)));
  }

  forget(customerId: string): void {
    this.opened.update(before => new Map([...before].filter(([id]) => id !== customerId)));
  }
}
