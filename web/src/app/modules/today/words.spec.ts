import { laterDays, ruleIcon } from './words';

describe('what is worth doing', () => {
  it('is put off to a day after today', () => {
    expect(laterDays('2026-11-30').map(one => one.until)).toEqual(['2026-12-01', '2026-12-03', '2026-12-07', '2026-12-30']);
  });

  it('has an icon also for a rule that this build does not know', () => {
    expect(ruleIcon('kyc_due')).toBe('shield-check');
    expect(ruleIcon('a_rule_of_tomorrow')).toBe('flag');
  });
});
