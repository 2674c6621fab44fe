import { Routes } from '@angular/router';

export default [
  {
    path: '',
    loadComponent: () => import('./customer-page').then(m => m.CustomerPage),
    children: [
      { path: '', pathMatch: 'full', title: 'Overview', loadComponent: () => import('./overview-page').then(m => m.OverviewPage) },
      { path: 'accounts', title: 'Accounts', loadChildren: () => import('../../modules/accounts/accounts.routes') },
      { path: 'transactions', title: 'Transactions', loadChildren: () => import('../../modules/transactions/transactions.routes') },
      { path: 'timeline', title: 'Timeline', loadChildren: () => import('../../modules/timeline/timeline.routes') },
    ],
  },
] satisfies Routes;
