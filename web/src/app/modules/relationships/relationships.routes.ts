import { Routes } from '@angular/router';

export default [
  { path: '', loadComponent: () => import('./relationships-tab').then(m => m.RelationshipsTab) },
] satisfies Routes;
