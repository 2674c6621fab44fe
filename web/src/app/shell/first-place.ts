import { inject } from '@angular/core';
import { CanActivateFn, Router } from '@angular/router';
import { Places } from './places';

/** Leads a reader to the first place of the reader's permissions; who has none stays on the start page. */
export const toFirstPlace: CanActivateFn = () => {
  const first = inject(Places).all()[0];
  return first ? inject(Router).parseUrl(first.path) : true;
};
