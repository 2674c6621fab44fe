const SHORT: Record<string, string> = { atm: 'ATM', kyc: 'KYC', emi: 'EMI', sms: 'SMS' };

/** A kind or channel of the warehouse as a sentence: `debit_card_block` is "Debit card block". */
export function requestName(kind: string): string {
  const words = kind.toLowerCase().split('_').map(word => SHORT[word] ?? word);
  const text = words.join(' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}
