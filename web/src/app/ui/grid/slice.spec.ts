import { Slice, onTheWay, slotsOf, windowOf } from './slice';

describe('the rows of a grid that are drawn', () => {
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

  it('shows what is seen at once and draws the rows around it a few in a step', () => {
    let slice = onTheWay([88, 144], [125, 153], [113, 169]);
    expect(slice).toEqual([97, 153]); // the press: nine new rows
    slice = onTheWay(slice, [125, 153], [113, 169]);
    expect(slice).toEqual([109, 165]);
    expect(onTheWay(slice, [125, 153], [113, 169])).toEqual([113, 169]);
  });

  it('reaches what is wanted from anywhere, always as long as that and with what is seen in it', () => {
    for (let top = 1000; top > -64_000; top -= 1237) {
      for (const from of [0, 400, 1960]) {
        const [seen, wanted] = [windowOf(top, 900, 32, 2000, 0), windowOf(top, 900, 32, 2000)];
        let slice: Slice = [from, from + 40];
        for (let steps = 0; steps < 6; steps++) {
          slice = onTheWay(slice, seen, wanted);
          expect(slice[0]).toBeLessThanOrEqual(seen[0]);
          expect(slice[1]).toBeGreaterThanOrEqual(seen[1]);
          expect(slice[1] - slice[0]).toBeLessThanOrEqual(wanted[1] - wanted[0]);
        }
        expect(slice).toEqual(wanted);
      }
    }
  });
});
