let last = Promise.resolve();

/**
 * Resolves in a task of its own, a frame after the turn before: what a page draws beside its first words comes
 * bit by bit, after they are painted, and keys and presses are heard in between. A page that nobody sees has no frames.
 */
export function turn(): Promise<void> {
  return last = last.then(() => new Promise(done => {
    if (document.hidden) setTimeout(done);
    else requestAnimationFrame(() => setTimeout(done));
  }));
}
