import { addMonths, age, bankDay, daysBetween, fullDate, shortDate, typedDate, weekdayDate } from './dates';
import { INDIAN } from './settings';

describe('dates', () => {
  it('writes the bank’s pattern', () => {
    expect(fullDate('2026-11-21', INDIAN)).toBe('21\u00a0Nov\u00a02026');
    expect(fullDate('2026-11-21', { ...INDIAN, date_format: 'MM/dd/yyyy' })).toBe('11/21/2026');
    expect(fullDate('2014-03-31', { ...INDIAN, date_format: 'MMM d, yyyy' })).toBe('Mar\u00a031,\u00a02014');
  });

  it('leaves the year away within the business date’s year', () => {
    expect(shortDate('2026-01-04', '2026-11-21', INDIAN)).toBe('04\u00a0Jan');
    expect(shortDate('2025-12-04', '2026-11-21', INDIAN)).toBe('04\u00a0Dec\u00a02025');
    expect(shortDate('2014-03-05', '2014-03-31', { ...INDIAN, date_format: 'MMM d, yyyy' })).toBe('Mar\u00a05');
  });

  it('names the weekday whatever the reader’s time zone', () => {
    expect(weekdayDate('2026-11-21', INDIAN)).toBe('Sat\u00a021\u00a0Nov\u00a02026');
  });

  it('gives a time after the bank’s midnight to the bank’s next day', () => {
    expect(bankDay('2026-11-25T19:39:00Z', INDIAN)).toBe('2026-11-26');
    expect(bankDay('2026-11-25T18:29:59Z', INDIAN)).toBe('2026-11-25');
    expect(bankDay('2026-11-25', INDIAN)).toBe('2026-11-25');
  });

  it('counts days over a month’s end and a leap day', () => {
    expect(daysBetween('2024-02-28', '2024-03-01')).toBe(2);
    expect(age('2026-11-03', '2026-11-21')).toBe('18\u00a0d ago');
    expect(age('2026-11-25', '2026-11-21')).toBe('in 4\u00a0d');
  });

  it('holds a month’s step to the month’s last day', () => {
    expect(addMonths('2026-03-31', -1)).toBe('2026-02-28');
  });

  it('reads a date as it is typed', () => {
    const typed = (text: string, c = INDIAN) => typedDate(text, '2026-11-21', c);
    for (const text of ['21 Nov 2026', '21 nov', '21-Nov-26', '21/11/2026', '21.11.26', '2026-11-21', '21\u00a0November 2026']) expect(typed(text)).toEqual({ iso: '2026-11-21' });
    expect(typed('11/21/2026', { ...INDIAN, date_format: 'MM/dd/yyyy' })).toEqual({ iso: '2026-11-21' });
  });

  it('says what is wrong with a date', () => {
    expect(typedDate('31 Nov 2026', '2026-11-21', INDIAN)).toEqual({ fault: 'November 2026 has 30 days' });
    expect(typedDate('29/2/2026', '2026-11-21', INDIAN)).toEqual({ fault: 'February 2026 has 28 days' });
    for (const text of ['', 'soon', '21', '0/5/2026', '5/13/2026']) expect(typedDate(text, '2026-11-21', INDIAN)).toEqual({ fault: 'A date is written like 21\u00a0Nov\u00a02026' });
  });
});
