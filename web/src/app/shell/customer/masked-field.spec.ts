import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { provideHttpClient } from '@angular/common/http';
import { ComponentFixture, TestBed } from '@angular/core/testing';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Settings } from '../../ui/settings';
import { MaskedField } from './masked-field';

let fixture: ComponentFixture<MaskedField>;
const said = () => (fixture.nativeElement as HTMLElement).textContent ?? '';

function press(name: string): void {
  [...document.querySelectorAll('button')].find(button => button.getAttribute('aria-label') === name || button.textContent?.trim() === name)?.click();
  fixture.detectChanges();
}

function reveal(): void {
  press('Reveal Mobile');
  press('The customer asked');
  const call = TestBed.inject(HttpTestingController).expectOne('/api/customers/C1/reveal');
  expect(call.request.body).toEqual({ fields: ['mobile'], reason: 'customer_request' });
  call.flush({ as_of: '2026-11-21', left: 29, values: { mobile: '+919820012417' } });
  fixture.detectChanges();
}

describe('a masked field', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    TestBed.configureTestingModule({ providers: [provideHttpClient(), provideHttpClientTesting()] });
    TestBed.inject(Settings).permissions.set(new Set(['customer.reveal']));
    fixture = TestBed.createComponent(MaskedField);
    for (const [name, value] of Object.entries({ customerId: 'C1', field: 'mobile', masked: '+91 •••417', label: 'Mobile', icon: 'phone' })) fixture.componentRef.setInput(name, value);
    fixture.detectChanges();
  });
  afterEach(() => { vi.useRealTimers(); vi.restoreAllMocks(); });

  it('is shown for a reason and masks itself after 60 seconds', () => {
    expect(said()).toContain('+91 •••417');
    reveal();
    expect(said()).toContain('+919820012417');
    expect(said()).toContain('60 s');
    vi.advanceTimersByTime(59_000);
    fixture.detectChanges();
    expect(said()).toContain('1 s');
    vi.advanceTimersByTime(1_000);
    fixture.detectChanges();
    expect(said()).not.toContain('+919820012417');
  });

  it('masks again when the tab is hidden', () => {
    reveal();
    vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);
    document.dispatchEvent(new Event('visibilitychange'));
    fixture.detectChanges();
    expect(said()).not.toContain('+919820012417');
  });

  it('masks again when another customer is opened', () => {
    reveal();
    fixture.componentRef.setInput('customerId', 'C2');
    fixture.detectChanges();
    expect(said()).not.toContain('+919820012417');
  });

  it('says that the reveals of the hour are spent', () => {
    press('Reveal Mobile');
    press('To verify identity');
    TestBed.inject(HttpTestingController).expectOne('/api/customers/C1/reveal')
      .flush({ code: 'reveal_budget', detail: 'Your reveals of this hour are spent.' }, { status: 429, statusText: 'Too Many Requests' });
    fixture.detectChanges();
    expect(document.querySelector('[role=alert]')?.textContent).toContain('Your reveals of this hour are spent.');
  });
});
