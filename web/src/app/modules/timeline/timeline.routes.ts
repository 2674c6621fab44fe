import { Routes } from '@angular/router';

export default [
  { path: '', loadComponent: () => import('./timeline-tab').then(m => m.TimelineTab) },
] satisfies Routes;
