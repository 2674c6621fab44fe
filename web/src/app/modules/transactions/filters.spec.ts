import { describe, expect, it } from 'vitest';
import { INDIAN } from '../../ui/settings';
import { channelName } from '../../ui/booking-words';
import { manyText } from '../../ui/value-filter';
import { amountText, filtersOf, joined, minorOf, periodText, valuesOf } from './filters';

describe('the filters of transactions', () => {
  it('are read from the URL, and nothing else is', () => {
    expect(filtersOf(new URLSearchParams('from=2026-08-22&channel=upi,neft&log=1&q='))).toEqual({ from: '2026-08-22', channel: 'upi,neft' });
  });

  it('hold several values, counterparties with commas in their names too', () => {
    expect(valuesOf({ counterparty: 'Orbit, Ltd|Trilok' }, 'counterparty')).toEqual(['Orbit, Ltd', 'Trilok']);
    expect(joined('channel', ['upi', 'neft'])).toBe('upi,neft');
    expect(joined('channel', [])).toBeNull();
  });

  it('say their period in words', () => {
    expect(periodText({ from: '2026-08-22', to: '2026-11-21' }, INDIAN)).toBe('22\u00a0Aug to 21\u00a0Nov\u00a02026');
    expect(periodText({ from: '2026-08-22' }, INDIAN)).toBe('From 22\u00a0Aug\u00a02026');
    expect(periodText({}, INDIAN)).toBeNull();
  });

  it('say their amounts in whole rupees where there are no paise', () => {
    expect(amountText({ min: '1000000' }, INDIAN)).toBe('Amount from ₹\u00a010,000');
    expect(amountText({ max: '9950' }, INDIAN)).toBe('Amount to ₹\u00a099.50');
  });

  it('take a typed amount to the minor unit without floating point', () => {
    expect(minorOf('10,000', INDIAN)).toBe('1000000');
    expect(minorOf('99.5', INDIAN)).toBe('9950');
    expect(minorOf('9999999999999.99', INDIAN)).toBe('999999999999999');
    expect(minorOf('1.005', INDIAN)).toBeNull();
    expect(minorOf('ten', INDIAN)).toBeNull();
  });

  it('name one value and count several', () => {
    expect(manyText(['upi'], channelName, count => `${count} channels`)).toBe('UPI');
    expect(manyText(['upi', 'cash'], channelName, count => `${count} channels`)).toBe('2 channels');
  });
});
