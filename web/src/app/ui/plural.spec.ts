import { plural, pluralIndex } from './plural';

describe('a count', () => {
  afterEach(() => { document.documentElement.lang = 'en'; });

  it('has its form by the page’s language', () => {
    expect([0, 1, 2].map(count => plural(count, 'one', 'other'))).toEqual(['other', 'one', 'other']);
    document.documentElement.lang = 'hi';
    expect([0, 1, 2].map(count => plural(count, 'one', 'other'))).toEqual(['one', 'one', 'other']);
  });

  it('has the forms of languages with more than two', () => {
    document.documentElement.lang = 'ar';
    expect([0, 1, 2, 3, 11, 100].map(pluralIndex)).toEqual([0, 1, 2, 3, 4, 5]);
  });
});
