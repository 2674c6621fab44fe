import { Directive, input, output } from '@angular/core';

/** A press or a key on a row; `range` with Shift. */
export interface RowPress { at: number; range: boolean; event: MouseEvent | KeyboardEvent }

/** Hears the keys and presses of all rows at once, and says what each asks for. */
@Directive({
  selector: 'tbody[cRowKeys]',
  host: { '(keydown)': 'key($event)', '(click)': 'press($event)', '(focusin)': 'focus($event)' },
})
export class RowKeys {
  readonly rows = input.required<number>();
  /** Rows that Page keys move by. */
  readonly page = input.required<number>();
  readonly selectable = input(false);
  readonly opens = output<RowPress>();
  readonly ticks = output<RowPress>();
  readonly ticksAll = output<void>();
  /** A key leads to another row. */
  readonly goes = output<number>();
  readonly rests = output<number>();

  protected press(event: MouseEvent): void {
    const at = rowOf(event);
    if (at === null) return;
    const asked = { at, range: event.shiftKey, event };
    if (onBox(event)) this.ticks.emit(asked);
    else this.opens.emit(asked);
  }

  protected key(event: KeyboardEvent): void {
    const at = rowOf(event);
    if (at === null) return;
    const asked = { at, range: event.shiftKey, event };
    if (event.key === 'Enter') {
      if (!onBox(event)) this.opens.emit(asked);
    } else if (this.selectable() && event.key === ' ') {
      event.preventDefault();
      this.ticks.emit(asked);
    } else if (this.selectable() && event.key === 'a' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      this.ticksAll.emit();
    } else {
      const page = this.page();
      const last = this.rows() - 1;
      const to = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + page, PageUp: at - page, Home: 0, End: last }[event.key];
      if (to === undefined) return;
      event.preventDefault();
      this.goes.emit(Math.min(last, Math.max(0, to)));
    }
  }

  protected focus(event: FocusEvent): void {
    const at = rowOf(event);
    if (at !== null) this.rests.emit(at);
  }
}

/** The place of the row that was pressed or has the key. */
function rowOf(event: Event): number | null {
  const row = (event.target as Element).closest<HTMLElement>('tr.row');
  return row ? Number(row.dataset['at']) : null;
}

function onBox(event: Event): boolean {
  return !!(event.target as Element).closest('td.box');
}
