/** The rows from the first to the one before the last. */
export type Slice = readonly [number, number];

const STEP = 4; // rows: the slice moves by so many at once, not with every pixel
export const MARGIN = 400; // px drawn above and below the window

/** How many rows a slice has at most. The row at `n` is drawn into place `n % slots`, whichever row stood there before. */
export function slotsOf(height: number, rowHeight: number): number {
  return Math.ceil((height + 2 * MARGIN) / rowHeight / STEP) * STEP + STEP;
}

/** The slice of rows to draw: those within `margin` px of the window. */
export function windowOf(top: number, height: number, rowHeight: number, rows: number, margin = MARGIN): Slice {
  const first = Math.max(0, Math.floor((-top - margin) / rowHeight / STEP) * STEP);
  const last = Math.min(rows, Math.ceil((-top + height + margin) / rowHeight / STEP) * STEP);
  return first >= last ? [Math.max(0, Math.min(first, rows - 1)), Math.min(rows, Math.max(0, Math.min(first, rows - 1)) + 1)] : [first, last];
}

const AT_ONCE = 12; // rows that no reader sees yet, at most, that one task draws

/**
 * The slice on the way from the one that stands to the one `wanted`, as long as that. What is `seen` is in it at once, by as
 * few new rows as can be; the rows above and below follow a few in a step, so that no press waits for what it does not show.
 */
export function onTheWay(stands: Slice, seen: Slice, wanted: Slice): Slice {
  const length = wanted[1] - wanted[0];
  const nearest = Math.max(seen[1] - length, Math.min(seen[0], stands[0]));
  const step = Math.max(-AT_ONCE, Math.min(AT_ONCE, wanted[0] - nearest));
  const first = nearest === stands[0] ? nearest + step : nearest;
  return [first, Math.min(first + length, Math.max(stands[1], seen[1], wanted[1]))];
}

export function same([a, b]: Slice, [c, d]: Slice): boolean {
  return a === c && b === d;
}
