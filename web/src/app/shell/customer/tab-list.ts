import { Routes } from '@angular/router';
import { IconName } from '../../ui/icon';

/** A tab of the customer page: a module registers itself with one line below. */
export interface CustomerTab {
  readonly path: string;
  readonly name: string;
  readonly icon: IconName;
  readonly routes: () => Promise<{ default: Routes }>;
}

/** In the order they stand in; a phone's bar shows the first three and the rest under More. */
export const CUSTOMER_TABS: readonly CustomerTab[] = [
  { path: 'accounts', name: $localize`Accounts`, icon: 'wallet', routes: () => import('../../modules/accounts/accounts.routes') },
  { path: 'transactions', name: $localize`Transactions`, icon: 'table-2', routes: () => import('../../modules/transactions/transactions.routes') },
  { path: 'timeline', name: $localize`Timeline`, icon: 'clock', routes: () => import('../../modules/timeline/timeline.routes') },
  { path: 'relationships', name: $localize`Relationships`, icon: 'users', routes: () => import('../../modules/relationships/relationships.routes') },
  { path: 'service-requests', name: $localize`Service requests`, icon: 'list-checks', routes: () => import('../../modules/service-requests/service-requests.routes') },
  { path: 'documents', name: $localize`Documents`, icon: 'file-text', routes: () => import('../../modules/documents/documents.routes') },
  { path: 'consent', name: $localize`Consent`, icon: 'shield-check', routes: () => import('../../modules/consents/consents.routes') },
  { path: 'access-log', name: $localize`Access log`, icon: 'eye', routes: () => import('../../modules/access-log/access-log.routes') },
];
