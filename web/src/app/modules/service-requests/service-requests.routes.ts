import { Routes } from '@angular/router';

export default [
  { path: '', loadComponent: () => import('./service-requests-tab').then(m => m.ServiceRequestsTab) },
] satisfies Routes;
