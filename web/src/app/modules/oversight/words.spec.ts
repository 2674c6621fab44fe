import { describe, expect, it } from 'vitest';
import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { Settings } from '../../ui/settings';
import { OpenedCustomers } from './opened-customers';
import { alertWords, coverState, minutesLeft, reasonWord } from './words';

describe('a customer opened out of scope', () => {
  it('says the minutes left, and none once it is over', () => {
    expect(minutesLeft(30 * 60_000, 0)).toBe(30);
    expect(minutesLeft(60_001, 0)).toBe(2);
    expect(minutesLeft(5, 6)).toBe(0);
  });

  it('is known until it is forgotten', () => {
    TestBed.configureTestingModule({ providers: [provideHttpClient(), provideHttpClientTesting()] });
    const opened = TestBed.inject(OpenedCustomers);
    opened.note('C9', '2026-11-24T12:30:00Z');
    expect(opened.until('C9')).toBe(Date.UTC(2026, 10, 24, 12, 30));
    expect(opened.until('C8')).toBeNull();
    opened.forget('C9');
    expect(opened.until('C9')).toBeNull();
  });

  it('is asked of the server after a reload, and forgotten with the session', () => {
    TestBed.configureTestingModule({ providers: [provideHttpClient(), provideHttpClientTesting()] });
    const opened = TestBed.inject(OpenedCustomers);
    TestBed.inject(Settings).permissions.set(new Set(['customer.break_glass']));
    TestBed.tick();
    TestBed.inject(HttpTestingController).expectOne('/api/opened').flush({ results: [{ customer_id: 'C9', until: '2026-11-24T12:30:00Z' }] });
    expect(opened.until('C9')).toBe(Date.UTC(2026, 10, 24, 12, 30));
    TestBed.inject(Settings).permissions.set(new Set());
    TestBed.tick();
    expect(opened.until('C9')).toBeNull();
  });

  it('has its reason in words', () => {
    expect(reasonWord('rm_absent')).toBe('The RM is away');
  });
});

describe('an alert', () => {
  const alert = { kind: 'many_customers', customers: 90, usual: 12, customer_ids: [] } as const;
  it('says what was unusual and how much', () => {
    expect(alertWords({ ...alert, customer_ids: [] })).toBe('Looked at 90 customers in one day; usual are 12');
    expect(alertWords({ ...alert, usual: null, customer_ids: [] })).toBe('Looked at 90 customers in one day');
    expect(alertWords({ ...alert, kind: 'honey', customer_ids: ['C7'] })).toContain('C7');
  });
});

describe('a cover', () => {
  const cover = { from_date: '2026-11-20', to_date: '2026-11-25', ended_at: null };
  it('runs on both its days and in between', () => {
    expect(['2026-11-19', '2026-11-20', '2026-11-25', '2026-11-26'].map(day => coverState(cover, day))).toEqual(['planned', 'running', 'running', 'over']);
  });

  it('is ended before its last day', () => {
    expect(coverState({ ...cover, ended_at: '2026-11-21T10:00:00Z' }, '2026-11-22')).toBe('ended');
  });
});
