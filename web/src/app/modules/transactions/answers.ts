import type { Account } from '../../api/models/account';

/** `GET /customers/{id}/transactions` and its summary. Amounts are signed integer minor units. */
export type { Facet } from '../../api/models/facet';
export type { Transaction } from '../../api/models/transaction';
export type { TransactionSummary } from '../../api/models/transaction-summary';

/** An account that a filter may name (from `GET /customers/{id}/accounts`). */
export type FilterAccount = Pick<Account, 'account_key' | 'number_masked' | 'product' | 'family'>;
