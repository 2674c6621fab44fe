import { Load } from '../../api/models';
import { INDIAN } from '../../ui/settings';
import { lateness, published, publishedEnds, publishedOption, publishedReadout, publishedTable, timeOfDay, zoneName } from './promise';

interface Series { data: unknown[]; markLine?: { data: unknown[] } }
/** Published that many minutes after 06:30 IST on the morning after its day. */
const load = (day: number, late: number, part: Partial<Load> = {}) => ({
  as_of: `2026-11-${String(day).padStart(2, '0')}`, state: 'published', promised_at: `2026-11-${String(day + 1).padStart(2, '0')}T01:00:00Z`,
  finished_at: new Date(Date.UTC(2026, 10, day + 1, 1, late)).toISOString(), ...part,
}) as Load;
const series = (loads: Load[]) => publishedOption(published(loads, INDIAN), INDIAN).series as Series[];
const axis = (loads: Load[]) => publishedOption(published(loads, INDIAN), INDIAN).yAxis as { min: number; max: number; interval: number };

describe('the promise', () => {
  it('is kept, or missed by minutes, hours or days', () => {
    expect([-48, 42, 307, 6060].map(late => lateness(load(10, late))?.words)).toEqual(['48 min before the promise', 'late 42 min', 'late 5 h 7 min', 'late 4 d 5 h']);
    expect(lateness(load(10, 0))?.minutes).toBe(-0);
    expect(lateness(load(10, 0, { finished_at: '2026-11-11T01:00:20Z' }))?.words).toBe('late 1 min');
  });

  it('was nobody’s where none was given, or the load published nothing', () => {
    expect(lateness(load(10, 0, { promised_at: null }))).toBeNull();
    expect(lateness(load(10, 0, { state: 'refused' }))).toBeNull();
  });

  it('has a point for each load that first published its day, the oldest first', () => {
    const points = published([load(12, -50), load(11, 42), load(11, 90, { promised_at: null }), load(10, -48)], INDIAN);
    expect(points.map(point => [point.load.as_of.slice(-2), timeOfDay(point.minutes)])).toEqual([['10', '05:42'], ['11', '07:12'], ['12', '05:40']]);
  });

  it('marks a late one as a diamond with its words, the others as dots, and the promise as a line', () => {
    const [dots, diamonds] = series([load(12, -50), load(11, 42), load(10, -48)]);
    expect(dots?.data).toEqual([[0, 342], [2, 340]]);
    expect(diamonds?.data).toMatchObject([{ value: [1, 432], label: { show: true, formatter: '07:12, late 42 min' } }]);
    expect(dots?.markLine?.data).toEqual([{ yAxis: 390 }]);
    expect(publishedEnds(published([load(10, -48)], INDIAN), INDIAN)).toEqual([{ value: 390, name: 'Promise 06:30' }]);
  });

  it('has whole hours around one point, and around one of days later', () => {
    expect(axis([load(10, -48)])).toMatchObject({ min: 300, max: 420, interval: 60 });
    const late = axis([load(10, 6060)]);
    expect(late.max).toBeLessThanOrEqual(18 * 60);
    expect((late.max - late.min) / late.interval).toBeLessThanOrEqual(5);
  });

  it('names the last late one and the latest of many', () => {
    const [, diamonds] = series([load(12, 20), load(11, 90), load(10, 30)]);
    expect(diamonds?.data.map(one => (one as { label: { show: boolean } }).label.show)).toEqual([false, true, true]);
  });

  it('reads out the newest day at rest and has a row for every day', () => {
    const points = published([load(12, -50), load(11, 42)], INDIAN);
    expect(publishedReadout(points, INDIAN)(null)).toMatchObject({ entries: [{ value: '05:40', name: '50 min before the promise' }] });
    expect(publishedTable(points, INDIAN).rows.map(row => row.slice(1))).toEqual([['05:40', '06:30', '50 min before the promise'], ['07:12', '06:30', 'late 42 min']]);
    expect(zoneName('2026-11-12T01:00:00Z', INDIAN)).toBe('IST');
  });
});
