import { HttpClient } from '@angular/common/http';
import { Injectable, inject, signal } from '@angular/core';
import { BookRow, CustomersAnswer } from './answers';
import { Query } from './filters';

/** The grid's rows so far: the first page of a query, and each page that scrolling asked for. */
@Injectable()
export class CustomerPages {
  private readonly http = inject(HttpClient);
  readonly rows = signal<readonly BookRow[]>([]);
  readonly loading = signal(false);
  readonly failed = signal(false);
  private next: string | null = null;
  private asked: Query = {};

  begin(page: CustomersAnswer, asked: Query): void {
    this.rows.set(page.results);
    this.next = page.next;
    this.asked = asked;
    this.failed.set(false);
  }

  more(): void {
    const cursor = this.next;
    if (!cursor || this.loading()) return;
    this.loading.set(true);
    this.failed.set(false);
    this.http.get<CustomersAnswer>('/api/book/customers', { params: { ...this.asked, cursor } }).subscribe({
      next: page => {
        this.loading.set(false);
        if (this.next !== cursor) return; // the filters changed meanwhile
        this.next = page.next;
        this.rows.update(rows => [...rows, ...page.results]);
      },
      error: () => { this.loading.set(false); this.failed.set(true); },
    });
  }
}
