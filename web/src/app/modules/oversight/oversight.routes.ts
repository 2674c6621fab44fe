import { Routes } from '@angular/router';

export default [
  { path: 'reviews', title: $localize`Reviews`, loadComponent: () => import('./reviews-page').then(m => m.ReviewsPage) },
  { path: 'covers', title: $localize`Covers`, loadComponent: () => import('./covers-page').then(m => m.CoversPage) },
] satisfies Routes;
