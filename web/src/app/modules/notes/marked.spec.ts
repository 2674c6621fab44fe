import { marked } from './marked';

describe('the words that were found', () => {
  it('are cut out of the text as it is', () => {
    expect(marked('Will send the Form', 'form send')).toEqual([
      { text: 'Will ', hit: false }, { text: 'send', hit: true }, { text: ' the ', hit: false }, { text: 'Form', hit: true },
    ]);
  });

  it('may hold any sign', () => {
    expect(marked('a+b (c)', '(c)').at(-1)).toEqual({ text: '(c)', hit: true });
    expect(marked('<b>', '')).toEqual([{ text: '<b>', hit: false }]);
  });
});
