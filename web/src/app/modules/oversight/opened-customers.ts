import { Injectable, signal } from '@angular/core';

/** Customers opened out of scope from this page, each until a time in ms; in memory only. */
@Injectable({ providedIn: 'root' })
export class OpenedCustomers {
  private readonly opened = signal<ReadonlyMap<string, number>>(new Map());

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
