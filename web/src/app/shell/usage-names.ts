import { ActivatedRouteSnapshot } from '@angular/router';

/** A page's name from its routes' paths, parameters left out: `customers.transactions`, never an id. */
export function pageName(root: ActivatedRouteSnapshot): string {
  const parts: string[] = [];
  for (let at: ActivatedRouteSnapshot | null = root; at; at = at.firstChild) {
    parts.push(...(at.routeConfig?.path ?? '').split('/').filter(part => part && !part.startsWith(':')));
  }
  return parts.join('.').replaceAll('**', 'not-found') || 'start';
}
