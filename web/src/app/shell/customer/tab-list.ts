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
  { path: 'accounts', name: 'Accounts', icon: 'wallet', routes: () => import('../../modules/accounts/accounts.routes') },
  { path: 'transactions', name: 'Transactions', icon: 'table-2', routes: () => import('../../modules/transactions/transactions.routes') },
  { path: 'timeline', name: 'Timeline', icon: 'clock', routes: () => import('../../modules/timeline/timeline.routes') },
  { path: 'relationships', name: 'Relationships', icon: 'users', routes: () => import('../../modules/relationships/relationships.routes') },
  { path: 'service-requests', name: 'Service requests', icon: 'list-checks', routes: () => import('../../modules/service-requests/service-requests.routes') },
  { path: 'documents', name: 'Documents', icon: 'file-text', routes: () => import('../../modules/documents/documents.routes') },
  { path: 'consent', name: 'Consent', icon: 'shield-check', routes: () => import('../../modules/consents/consents.routes') },
  { path: 'access-log', name: 'Access log', icon: 'eye', routes: () => import('../../modules/access-log/access-log.routes') },
];
