import { describe, expect, it } from 'vitest';
import { ContactAction } from '../../api/models/contact-action';
import { channelWord, mayCall, permission, purposeWord, refusal, refusals } from './words';

describe('consent in words', () => {
  it('says purpose and channel plainly', () => {
    expect(purposeWord('DATA_SHARING')).toBe('Data sharing');
    expect(channelWord('sms')).toBe('SMS');
    expect(channelWord('VIDEO_CALL')).toBe('Video call');
  });
});

describe('ways of reaching a customer', () => {
  const call: ContactAction = { action: 'call', allowed: false, state: 'withdrawn', purposes: ['calls'] };
  const campaign: ContactAction = { action: 'campaign', allowed: false, state: 'not_asked', purposes: [] };

  it('are closed with the purpose and the reason in words', () => {
    expect(mayCall([call, campaign])).toBe(false);
    expect(refusals([call, campaign])).toEqual(['No calls: consent withdrawn (Calls)']);
    expect(refusal(campaign)).toBe('No campaigns: never asked for consent');
  });

  it('are open by consent, and for service where nobody asked', () => {
    expect(mayCall([])).toBe(true);
    expect(permission({ ...call, allowed: true, state: 'granted' })).toBe('Allowed: consent given (Calls)');
    expect(permission({ ...call, allowed: true, state: 'not_asked', purposes: [] })).toBe('Allowed for service; never asked for consent');
  });
});
