import { pieces } from './search-answers';

describe('a match', () => {
  it('is cut at its matched parts', () => {
    expect(pieces('Sita Raghavan Iyer', [[5, 13]])).toEqual([
      { text: 'Sita ', hit: false }, { text: 'Raghavan', hit: true }, { text: ' Iyer', hit: false },
    ]);
  });

  it('stays whole without matched parts', () => {
    expect(pieces('Kaveri', [])).toEqual([{ text: 'Kaveri', hit: false }]);
  });

  it('survives parts that overlap', () => {
    expect(pieces('Ajay', [[0, 3], [1, 4]]).map(piece => piece.text).join('')).toBe('Ajay');
  });
});
