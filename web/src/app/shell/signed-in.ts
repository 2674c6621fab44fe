import { inject } from '@angular/core';
import { ActivatedRouteSnapshot, CanActivateFn, Router } from '@angular/router';
import { Publication } from './publication';
import { Session } from './session';

/** Lets a signed-in reader through; others sign in and come back to the address they asked for. */
export const signedIn: CanActivateFn = async (route, state) => {
  const session = inject(Session);
  const router = inject(Router);
  const publication = inject(Publication);
  if (session.token) fetchPages(route);
  if (await session.known()) {
    await publication.beforePage();
    return true;
  }
  const back = state.url === '/' ? undefined : state.url;
  return router.createUrlTree(['/sign-in'], { queryParams: { back } });
};

/** Begins to fetch the code of the pages while the server is asked who reads; the router takes it from there, or says that it is missing. */
function fetchPages(route: ActivatedRouteSnapshot | null): void {
  for (let at = route; at; at = at.firstChild) {
    const fetched = at.routeConfig?.loadComponent?.();
    if (fetched instanceof Promise) fetched.catch(() => undefined);
  }
}
