import { Routes } from '@angular/router';

export default [
  { path: '', loadComponent: () => import('./accounts-tab').then(m => m.AccountsTab) },
] satisfies Routes;
