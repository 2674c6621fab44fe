import { Routes } from '@angular/router';

export default [
  { path: '', loadComponent: () => import('./book').then(m => m.Book) },
] satisfies Routes;
