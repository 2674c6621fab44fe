import { Routes } from '@angular/router';

export default [
  { path: '', loadComponent: () => import('./access-log-tab').then(m => m.AccessLogTab) },
] satisfies Routes;
