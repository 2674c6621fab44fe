import { apart, axisRoom, csvOf, framed, merged, resolved } from './option';

describe('chart options', () => {
  it('replaces token names by their values and leaves the rest', () => {
    const made = resolved({ color: '--c-1', data: [1, '--c-2', 'a--b'] }, name => `<${name}>`);
    expect(made).toEqual({ color: '<--c-1>', data: [1, '<--c-2>', 'a--b'] });
  });

  it('lays an option over the house’s defaults', () => {
    expect(merged({ a: { b: 1, c: 2 } }, { a: { c: 3 } })).toEqual({ a: { b: 1, c: 3 } });
    expect(framed({ yAxis: { min: 0 } }, false)['yAxis']).toMatchObject({ min: 0, axisLine: { show: false } });
  });

  it('has room for the longest label of an axis', () => {
    expect(axisRoom([0.4, 12])).toBe(28);
    expect(axisRoom([0, -18_500])).toBeGreaterThan(6 * 6);
    expect(axisRoom([9_000])).toBe(axisRoom([12_000]));
  });

  it('counts days alike in every time zone', () => {
    expect(framed({}, false)['useUTC']).toBe(true);
  });

  it('never animates', () => {
    expect(framed({}, false)['animation']).toBe(false);
  });

  it('has a brush only when asked', () => {
    expect(framed({}, true)['dataZoom']).toHaveLength(2);
    expect(framed({}, false)['dataZoom']).toBeUndefined();
  });

  it('moves labels closer than the gap apart and keeps their order', () => {
    const placed = apart([50, 52, 51], 14, 0, 200);
    expect(placed[0]).toBeLessThan(placed[2] as number);
    expect((placed[2] as number) - (placed[0] as number)).toBeGreaterThanOrEqual(14);
  });

  it('keeps labels inside the plot', () => {
    expect(Math.max(...apart([195, 198, 200], 14, 0, 200))).toBeLessThanOrEqual(200);
  });

  it('writes a CSV that no spreadsheet runs as a formula', () => {
    expect(csvOf({ head: ['Name', 'In'], rows: [['=1+1', -5], ['a,"b"', null]] })).toBe('Name,In\r\n\'=1+1,-5\r\n"a,""b""",\r\n');
  });
});
