/** `GET /customers/{id}/accounts`. Amounts are integer minor units, rates per cent a year. */
export type { Account } from '../../api/models/account';
export type { AccountList as AccountsAnswer } from '../../api/models/account-list';
