import { Routes } from '@angular/router';
import { CUSTOMER_TABS } from './tab-list';

export default [
  {
    path: '',
    loadComponent: () => import('./customer-page').then(m => m.CustomerPage),
    children: [
      { path: '', pathMatch: 'full', title: $localize`Overview`, loadComponent: () => import('./overview-page').then(m => m.OverviewPage) },
      ...CUSTOMER_TABS.map(tab => ({ path: tab.path, title: tab.name, loadChildren: tab.routes })),
    ],
  },
] satisfies Routes;
