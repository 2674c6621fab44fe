import { Routes } from '@angular/router';

export default [
  { path: '', loadComponent: () => import('./transactions-tab').then(m => m.TransactionsTab) },
] satisfies Routes;
