import { Routes } from '@angular/router';

export default [
  { path: '', loadComponent: () => import('./follow-ups-page').then(m => m.FollowUpsPage) },
] satisfies Routes;
