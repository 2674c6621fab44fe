import { Routes } from '@angular/router';

export default [
  { path: '', loadComponent: () => import('./documents-tab').then(m => m.DocumentsTab) },
] satisfies Routes;
