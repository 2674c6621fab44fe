import { describe, expect, it } from 'vitest';
import { TestBed } from '@angular/core/testing';
import { OpenedCustomers } from './opened-customers';
import { coverState, minutesLeft, reasonWord } from './words';

describe('a customer opened out of scope', () => {
  it('says the minutes left, and none once it is over', () => {
    expect(minutesLeft(30 * 60_000, 0)).toBe(30);
    expect(minutesLeft(60_001, 0)).toBe(2);
    expect(minutesLeft(5, 6)).toBe(0);
  });

  it('is known until it is forgotten', () => {
    const opened = TestBed.inject(OpenedCustomers);
    opened.note('C9', '2026-11-24T12:30:00Z');
    expect(opened.until('C9')).toBe(Date.UTC(2026, 10, 24, 12, 30));
    expect(opened.until('C8')).toBeNull();
    opened.forget('C9');
    expect(opened.until('C9')).toBeNull();
  });

  it('has its reason in words', () => {
    expect(reasonWord('rm_absent')).toBe('The RM is away');
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
