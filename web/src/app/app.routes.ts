import { inject } from '@angular/core';
import { Routes } from '@angular/router';
import { bookTitle } from './shell/places';
import { Session } from './shell/session';
import { signedIn } from './shell/signed-in';
import { toFirstPlace } from './shell/first-place';

export const routes: Routes = [
  { path: 'sign-in', title: $localize`Sign in`, loadComponent: () => import('./shell/sign-in/sign-in').then(m => m.SignIn) },
  {
    path: '',
    canActivate: [signedIn],
    loadComponent: () => import('./shell/layout').then(m => m.Layout),
    children: [
      { path: '', pathMatch: 'full', title: 'Customer 360', canActivate: [toFirstPlace], loadComponent: () => import('./shell/start').then(m => m.Start) },
      { path: 'book', title: () => bookTitle(inject(Session).answer()?.viewer), loadComponent: () => import('./shell/book-page').then(m => m.BookPage) },
      { path: 'units', title: $localize`Units`, loadComponent: () => import('./shell/unit-page').then(m => m.UnitPage) },
      { path: 'units/:unitId', title: $localize`Units`, loadComponent: () => import('./shell/unit-page').then(m => m.UnitPage) },
      { path: 'today', title: $localize`Today`, loadComponent: () => import('./modules/today/today-page').then(m => m.TodayPage) },
      { path: 'customers/:customerId', loadChildren: () => import('./shell/customer/customer.routes') },
      { path: 'follow-ups', title: $localize`Follow-ups`, loadChildren: () => import('./modules/follow-ups/follow-ups.routes') },
      { path: 'notes', title: $localize`Notes`, loadChildren: () => import('./modules/notes/notes.routes') },
      { path: '', loadChildren: () => import('./modules/oversight/oversight.routes') },
      { path: 'usage', title: $localize`Usage`, loadChildren: () => import('./modules/usage/usage.routes') },
      { path: 'loads', title: $localize`Loads`, loadComponent: () => import('./shell/loads/loads').then(m => m.Loads) },
      { path: '**', title: $localize`Not found`, loadComponent: () => import('./shell/not-found').then(m => m.NotFound) },
    ],
  },
];
