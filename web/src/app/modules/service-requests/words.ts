/** Usual kinds and channels in words; a bank's own are shown as it writes them. */
const KNOWN: Readonly<Record<string, string>> = {
  cheque_book: $localize`Cheque book`, address_change: $localize`Address change`, nominee_change: $localize`Nominee change`, card_dispute: $localize`Card dispute`,
  statement: $localize`Statement`, limit_increase: $localize`Limit increase`, loan_letter: $localize`Loan letter`, mobile_update: $localize`Mobile update`,
  branch: $localize`Branch`, phone: $localize`Phone`, email: $localize`E-mail`, mobile_app: $localize`Mobile app`, net_banking: $localize`Net banking`, sms: $localize`SMS`,
};
const SHORT: Record<string, string> = { atm: 'ATM', kyc: 'KYC', emi: 'EMI', sms: 'SMS' };

/** A kind or channel of the warehouse as a sentence: `debit_card_block` is "Debit card block". */
export function requestName(kind: string): string {
  const known = KNOWN[kind.toLowerCase()];
  if (known) return known;
  const words = kind.toLowerCase().split('_').map(word => SHORT[word] ?? word);
  const text = words.join(' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}
