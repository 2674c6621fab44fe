import { sparkPoints } from './spark';

describe('a spark line', () => {
  it('runs from its own minimum to its own maximum', () => {
    const heights = sparkPoints([10, 20, 15]).map(point => point[1]);
    expect(Math.max(...heights)).toBe(heights[0]);
    expect(Math.min(...heights)).toBe(heights[1]);
  });

  it('lies in the middle where nothing changes', () => {
    expect(sparkPoints([5, 5, 5]).every(point => point[1] === 11)).toBe(true);
  });
});
