const NEAR = '200px';

/** Resolves once the box is on the screen, or nearly so: what is further down is drawn when it is scrolled to. */
export function seen(box: Element): Promise<void> {
  return new Promise(done => {
    const watch = new IntersectionObserver(entries => {
      if (!entries.some(entry => entry.isIntersecting)) return;
      watch.disconnect();
      done();
    }, { rootMargin: NEAR });
    watch.observe(box);
  });
}
