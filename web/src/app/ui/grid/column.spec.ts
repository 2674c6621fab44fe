import { nextSort } from './column';

describe('the grid', () => {
  it('sorts amounts from the largest first, then turns around', () => {
    expect(nextSort('', 'trv', true)).toBe('-trv');
    expect(nextSort('-trv', 'trv', true)).toBe('trv');
    expect(nextSort('-trv', 'name', false)).toBe('name');
  });
});
