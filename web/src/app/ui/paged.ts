import { HttpClient, HttpResourceRequest, httpResource } from '@angular/common/http';
import { computed, inject, linkedSignal, signal } from '@angular/core';
import { firstValueFrom } from 'rxjs';

/** A keyset page: rows and the cursor of the next, null at the end. */
export interface Page<Row> { results: Row[]; next: string | null }

export type Params = Record<string, string>;

/**
 * Rows that come page by page: the first page follows its request (a changed filter starts anew), `more()` asks for
 * the next. Call it where a component's fields are made.
 */
export function paged<Row>(request: () => { url: string; params: Params }) {
  const http = inject(HttpClient);
  const first = httpResource<Page<Row>>(() => request() satisfies HttpResourceRequest);
  const source = () => (first.hasValue() ? first.value() : null);
  const later = linkedSignal<Page<Row> | null, Page<Row>[]>({ source, computation: () => [] });
  const failed = linkedSignal<Page<Row> | null, unknown>({ source, computation: () => null });
  const loading = signal(false);
  const rows = computed(() => [...(source()?.results ?? []), ...later().flatMap(page => page.results)]);
  const next = computed(() => (later().at(-1) ?? source())?.next ?? null);

  async function more(): Promise<void> {
    const cursor = next();
    const begun = source();
    if (!cursor || loading()) return;
    loading.set(true);
    failed.set(null);
    const { url, params } = request();
    try {
      const page = await firstValueFrom(http.get<Page<Row>>(url, { params: { ...params, cursor } }));
      if (source() === begun) later.update(pages => [...pages, page]);
    } catch (error) {
      failed.set(error);
    } finally {
      loading.set(false);
    }
  }
  return { first, rows, next, loading: loading.asReadonly(), failed: failed.asReadonly(), more };
}
