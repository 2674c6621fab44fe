import { channelWord, purposeWord } from './words';

describe('consent in words', () => {
  it('says purpose and channel plainly', () => {
    expect(purposeWord('DATA_SHARING')).toBe('Data sharing');
    expect(channelWord('sms')).toBe('SMS');
    expect(channelWord('BRANCH_VISIT')).toBe('Branch visit');
  });
});
