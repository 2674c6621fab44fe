import { inject } from '@angular/core';
import { CanActivateFn, Router } from '@angular/router';
import { Session } from './session';

/** Lets a signed-in reader through; others sign in and come back to the address they asked for. */
export const signedIn: CanActivateFn = async (_route, state) => {
  const session = inject(Session);
  const router = inject(Router);
  if (await session.known()) return true;
  const back = state.url === '/' ? undefined : state.url;
  return router.createUrlTree(['/sign-in'], { queryParams: { back } });
};
