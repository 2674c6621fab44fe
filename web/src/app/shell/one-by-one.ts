import { HttpInterceptorFn, HttpResponse } from '@angular/common/http';
import { concatMap, from, map, of } from 'rxjs';

let last = Promise.resolve();

/** Answers that come together are handed on one in a task: each is shown before the next, and keys and presses are heard in between. */
export const oneByOne: HttpInterceptorFn = (request, next) => next(request).pipe(
  concatMap(event => (event instanceof HttpResponse ? from(turn()).pipe(map(() => event)) : of(event))),
);

function turn(): Promise<void> {
  if (document.hidden) return last; // nobody looks, and the browser lets a hidden page wait a second for each timer
  return last = last.then(() => new Promise(done => setTimeout(done)));
}
