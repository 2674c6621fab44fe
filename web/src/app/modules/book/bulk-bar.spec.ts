import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { beforeEach, describe, expect, it } from 'vitest';
import { Settings } from '../../ui/settings';
import { BulkBar } from './bulk-bar';

/** A follow-up for three ticked customers, asked for as a call; the page, and whether the ticks are cleared. */
function ask(refused: { customer_id: string; reason: string }[]) {
  const fixture = TestBed.createComponent(BulkBar);
  let cleared = 0;
  fixture.componentRef.setInput('ids', new Set(['1', '2', '3']));
  fixture.componentInstance.cleared.subscribe(() => cleared++);
  fixture.detectChanges();
  const page = fixture.nativeElement as HTMLElement;
  page.querySelector<HTMLButtonElement>('[data-use="book.follow-up"]')!.click();
  fixture.detectChanges();
  page.querySelector<HTMLInputElement>('[name=text]')!.value = 'Tell of the rate';
  page.querySelector<HTMLSelectElement>('[name=action]')!.value = 'call';
  page.querySelector('form')!.dispatchEvent(new Event('submit', { cancelable: true }));
  const sent = TestBed.inject(HttpTestingController).expectOne('/api/follow-ups');
  expect(sent.request.body).toMatchObject({ customer_ids: ['1', '2', '3'], action: 'call' });
  sent.flush({ as_of: '2026-11-21', added: 3 - refused.length, refused });
  fixture.detectChanges();
  return { page, cleared: () => cleared };
}

describe('a follow-up for many', () => {
  beforeEach(() => {
    Object.assign(HTMLDialogElement.prototype, { showModal: () => undefined, close: () => undefined }); // jsdom has none
    TestBed.configureTestingModule({ providers: [provideHttpClient(), provideHttpClientTesting(), provideRouter([])] });
    TestBed.inject(Settings).permissions.set(new Set(['customer.write']));
  });

  it('names whom consent left out, and why, before the ticks are cleared', () => {
    const { page, cleared } = ask([{ customer_id: '2', reason: 'withdrawn' }]);
    expect(cleared()).toBe(0);
    expect(page.textContent).toContain('No follow-up was kept for 1 customer');
    expect(page.querySelector('.left-out li')?.textContent).toMatch(/2\s*consent withdrawn/);
    expect(page.querySelector('.left-out a')?.getAttribute('href')).toBe('/customers/2/consent');
  });

  it('clears the ticks at once where nobody was left out', () => {
    const { page, cleared } = ask([]);
    expect(cleared()).toBe(1);
    expect(page.querySelector('.left-out')).toBeNull();
  });
});
