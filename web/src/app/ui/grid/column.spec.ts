import { nextSort, slotsOf, windowOf } from './column';

describe('the grid', () => {
  it('draws only the rows near the window', () => {
    expect(windowOf(-32000, 900, 32, 2000, 320)).toEqual([988, 1040]);
  });

  it('draws no row past the end', () => {
    expect(windowOf(-100000, 900, 32, 20)[1]).toBe(20);
  });

  it('draws nothing of an empty list', () => {
    expect(windowOf(0, 900, 32, 0)).toEqual([0, 0]);
  });

  it('has a place of its own for every row of a slice', () => {
    for (const height of [500, 900, 1440]) {
      for (let top = 1000; top > -60_000; top -= 137) {
        const [first, last] = windowOf(top, height, 32, 2000);
        expect(last - first).toBeLessThanOrEqual(slotsOf(height, 32));
      }
    }
  });

  it('sorts amounts from the largest first, then turns around', () => {
    expect(nextSort('', 'trv', true)).toBe('-trv');
    expect(nextSort('-trv', 'trv', true)).toBe('trv');
    expect(nextSort('-trv', 'name', false)).toBe('name');
  });
});
