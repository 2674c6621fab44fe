import { Routes } from '@angular/router';

export default [
  { path: '', loadComponent: () => import('./usage-page').then(m => m.UsagePage) },
] satisfies Routes;
