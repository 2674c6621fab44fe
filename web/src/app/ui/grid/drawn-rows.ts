import { DestroyRef, Signal, afterNextRender, computed, effect, inject, linkedSignal, signal } from '@angular/core';
import { MARGIN, Slice, onTheWay, same, slotsOf, windowOf } from './slice';

export interface Surroundings {
  host: HTMLElement;
  /** What holds the rows. */
  body: () => HTMLElement;
  /** px */
  rowHeight: Signal<number>;
  rows: Signal<number>;
  /** Before the drawn rows change: what it gives back is called when they stand. */
  moving: () => () => void;
  /** Draws in the task that calls it, so that the frame after it has only to paint. */
  draw: () => void;
}

/** Which rows of a grid are in the page: those near the window, measured in the frame after it moved or changed its size. */
export class DrawnRows {
  /** px of the grid. */
  readonly width = signal(1200);
  private readonly place = signal({ top: 0, height: 0 });
  /** None at first: the rows on the screen stand sooner, and those above and below follow in a task of their own. */
  private readonly margin = signal(0);
  private readonly seen: Signal<Slice>;
  readonly wanted: Signal<Slice>;
  readonly slice;
  readonly slots: Signal<number>;
  /** Rows that Page keys move by. */
  readonly page: Signal<number>;

  /** Call it while the grid is made. */
  constructor(private readonly around: Surroundings) {
    const { rowHeight, rows } = around;
    const within = (margin: number) => windowOf(this.place().top, this.place().height, rowHeight(), rows(), margin);
    this.seen = computed(() => within(0), { equal: same });
    this.wanted = computed(() => within(this.margin()), { equal: same });
    this.slice = linkedSignal<[Slice, Slice], Slice>({
      source: () => [this.seen(), this.wanted()],
      computation: ([seen, wanted], stood) => onTheWay(stood?.value ?? seen, seen, wanted),
      equal: same,
    });
    this.slots = computed(() => slotsOf(this.place().height, rowHeight()));
    this.page = computed(() => Math.max(1, Math.floor(this.place().height / rowHeight()) - 3));
    this.watch();
    this.follow();
  }

  /** Measures where the rows are and draws those that are seen now. */
  look(): void {
    this.change(() => this.measure());
  }

  private measure(): void {
    this.width.set(this.around.host.clientWidth);
    this.place.set({ top: this.around.body().getBoundingClientRect().top, height: innerHeight });
  }

  private change(move: () => void): void {
    const [before, stand] = [this.slice(), this.around.moving()];
    move();
    if (this.slice() === before) return;
    this.around.draw();
    stand();
  }

  private watch(): void {
    let waiting = false;
    const look = () => {
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(() => setTimeout(() => { waiting = false; this.look(); }));
    };
    const sizes = new ResizeObserver(look);
    sizes.observe(this.around.host);
    afterNextRender(() => {
      this.measure(); // before the first paint: its columns are those of its own width
      requestAnimationFrame(() => setTimeout(() => this.margin.set(MARGIN)));
    });
    addEventListener('scroll', look, { passive: true });
    addEventListener('resize', look, { passive: true });
    inject(DestroyRef).onDestroy(() => {
      sizes.disconnect();
      removeEventListener('scroll', look);
      removeEventListener('resize', look);
    });
  }

  /** The rows beyond those that are seen, a few in a task, until all that are wanted stand. */
  private follow(): void {
    let goesOn = false;
    effect(() => {
      const isThere = same(this.slice(), this.wanted());
      if (isThere || goesOn) return;
      goesOn = true;
      requestAnimationFrame(() => setTimeout(() => {
        goesOn = false;
        this.change(() => this.slice.update(stands => onTheWay(stands, this.seen(), this.wanted())));
      }));
    });
  }
}
