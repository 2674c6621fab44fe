import { inject } from '@angular/core';
import { CanActivateFn, Router } from '@angular/router';
import { Settings } from '../ui/settings';
import { PLACES } from './places';

/** Leads a reader to the first place of the reader's permissions; who has none stays on the start page. */
export const toFirstPlace: CanActivateFn = () => {
  const settings = inject(Settings);
  const first = PLACES.find(place => settings.may(place.permission));
  return first ? inject(Router).parseUrl(first.path) : true;
};
