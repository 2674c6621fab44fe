import { Routes } from '@angular/router';

export default [
  { path: 'reviews', title: 'Reviews', loadComponent: () => import('./reviews-page').then(m => m.ReviewsPage) },
  { path: 'covers', title: 'Covers', loadComponent: () => import('./covers-page').then(m => m.CoversPage) },
] satisfies Routes;
