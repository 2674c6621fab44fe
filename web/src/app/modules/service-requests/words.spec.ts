import { requestName } from './words';

describe('a service request', () => {
  it('is named in plain words', () => {
    expect(requestName('ADDRESS_CHANGE')).toBe('Address change');
    expect(requestName('atm_dispute')).toBe('ATM dispute');
  });
});
