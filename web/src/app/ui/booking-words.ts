const CHANNELS: Record<string, string> = {
  upi: 'UPI', neft: 'NEFT', rtgs: 'RTGS', imps: 'IMPS', nach: 'NACH', cash: $localize`:way of a booking|:Cash`, cheque: $localize`:way of a booking|:Cheque`,
  card: $localize`:way of a booking|:Card`, internal: $localize`:way of a booking|:Internal`,
};
const CATEGORIES: Record<string, string> = {
  business_income: $localize`Business income`, card_bill: $localize`Card bill`, cash: $localize`:kind of a booking|:Cash`, education: $localize`Education`,
  emi: $localize`Loan EMI`, emi_bounce: $localize`EMI returned`, family: $localize`Family`, fees: $localize`Fees`, food: $localize`Food`, fuel: $localize`Fuel`,
  groceries: $localize`Groceries`, health: $localize`Health`, insurance: $localize`Insurance`, interest: $localize`Interest`, investment: $localize`Investments`,
  other: $localize`:kind of a booking|:Other`, own_transfer: $localize`Own accounts`, pension: $localize`Pension`, refund: $localize`Refund`, rent: $localize`Rent`,
  revaluation: $localize`Revaluation`, salary: $localize`Salary`, shopping: $localize`Shopping`, tax: $localize`Tax`, td_maturity: $localize`TD matured`,
  td_open: $localize`TD opened`, travel: $localize`Travel`, utilities: $localize`Utilities`,
};

/** `mutual_fund` -> `Mutual fund`: for a code of the bank's own that has no word here. */
export function sentence(code: string): string {
  return code.charAt(0).toUpperCase() + code.slice(1).replaceAll('_', ' ');
}

/** The way money took, by the booking's code. */
export function channelName(code: string | null): string {
  return code ? (CHANNELS[code] ?? sentence(code)) : '–';
}

/** What a booking was for, by its code. */
export function categoryName(code: string | null): string {
  return code ? (CATEGORIES[code] ?? sentence(code)) : '–';
}
