let last = Promise.resolve();

/**
 * Resolves in a task of its own, a frame after the turn before: a page's plots are drawn one by one,
 * after its words are painted, and keys and presses are heard in between.
 */
export function turn(): Promise<void> {
  return last = last.then(() => new Promise(done => requestAnimationFrame(() => setTimeout(done))));
}
