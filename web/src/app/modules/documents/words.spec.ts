import { documentName } from './words';

describe('a kind of paper', () => {
  it('is named as people say it', () => {
    expect(documentName('PAN_CARD')).toBe('PAN card');
    expect(documentName('signature')).toBe('Signature');
    expect(documentName('income_proof')).toBe('Income proof');
  });
});
