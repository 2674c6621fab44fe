import { Routes } from '@angular/router';

export default [
  { path: '', loadComponent: () => import('./consents-tab').then(m => m.ConsentsTab) },
] satisfies Routes;
