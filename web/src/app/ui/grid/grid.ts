import { CdkConnectedOverlay } from '@angular/cdk/overlay';
import { NgTemplateOutlet } from '@angular/common';
import {
  Component, DestroyRef, Directive, ElementRef, Injector, TemplateRef, afterNextRender, computed, contentChildren, effect, inject, input, linkedSignal, model, output, signal, viewChild,
} from '@angular/core';
import { Router } from '@angular/router';
import { Icon } from '../icon';
import { Screen } from '../screen';
import { Tip } from '../tip';
import { BOX_WIDTH, Column, MARGIN, nextSort, onTheWay, slotsOf, windowOf } from './column';

export type { Column } from './column';

let made = 0;

type Slice = [number, number];

function same([a, b]: Slice, [c, d]: Slice): boolean {
  return a === c && b === d;
}

interface Cell { column: Column<unknown>; text: string; tone: string }
interface Drawn { cells: Cell[]; address: string | null; tickWords: string }

/** Draws the cells of one column: `<ng-template cCell="flags" let-row>`. */
@Directive({ selector: 'ng-template[cCell]' })
export class CellTemplate {
  readonly key = input.required<string>({ alias: 'cCell' });
  readonly template = inject<TemplateRef<{ $implicit: never }>>(TemplateRef);
}

/**
 * A table of any length: only rows near the window are in the page. The head sticks below the header. Arrow keys,
 * Home, End and Page keys move; Enter opens; Ctrl + press opens a new tab; Space ticks, Ctrl + A all. Asks for `more` near its end.
 */
@Component({
  selector: 'c-grid',
  imports: [CdkConnectedOverlay, NgTemplateOutlet, Icon, Tip],
  host: { '[class.sideways]': 'least() > width()' },
  templateUrl: './grid.html',
  styleUrl: './grid.css',
})
export class Grid<Row> {
  readonly label = input.required<string>();
  readonly columns = input.required<readonly Column<Row>[]>();
  readonly rows = input.required<readonly Row[]>();
  readonly rowId = input.required<(row: Row) => string>();
  /** How many rows there are on the server, when known. */
  readonly count = input<number | null>(null);
  readonly sort = model('');
  /** Column key -> words of the total row; the row is absent without it. */
  readonly totals = input<Readonly<Record<string, string>> | null>(null);
  readonly totalTones = input<Readonly<Record<string, string>>>({});
  readonly dense = input(false);
  readonly loading = input(false);
  /** The address of a row's page; `opened` is emitted when there is none. */
  readonly link = input<((row: Row) => string) | null>(null);
  readonly opened = output<Row>();
  readonly more = output<void>();
  /** Shows a box before each row; `selected` has the ids of the ticked ones. */
  readonly selectable = input(false);
  readonly selected = model<ReadonlySet<string>>(new Set());

  /** Where the figures come from: said below what a column counts. */
  readonly from = input('');

  /** The column whose head has the pointer or the focus. */
  protected readonly explained = signal<{ column: Column<Row>; at: Element } | null>(null);
  protected readonly tipId = `column-${++made}`;
  protected readonly cells = contentChildren(CellTemplate);
  protected readonly templates = computed(() => new Map(this.cells().map(cell => [cell.key(), cell.template])));
  protected readonly phone = inject(Screen).phone;
  protected readonly focused = signal(0);
  private readonly router = inject(Router);
  private readonly injector = inject(Injector);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  private readonly body = viewChild.required<ElementRef<HTMLElement>>('body');
  protected readonly width = signal(1200);
  private readonly coarse = matchMedia('(pointer: coarse)').matches;
  private readonly place = signal({ top: 0, height: 0 });
  /** None at first: the rows on the screen stand sooner, and those above and below follow in a task of their own. */
  private readonly margin = signal(0);
  private asked = -1;
  private lastTicked = 0;

  protected readonly shown = computed(() => this.columns().filter(column => !column.from || this.width() >= column.from));
  /** The px without which a column would lose its words; 0 where none asks for its own. */
  protected readonly least = computed(() => {
    const columns = this.shown();
    if (this.phone() || !columns.some(column => column.least)) return 0;
    return columns.reduce((sum, column) => sum + (column.least ?? Number.parseInt(column.width ?? '0', 10)), this.selectable() ? BOX_WIDTH : 0);
  });
  protected readonly span = computed(() => (this.phone() ? 1 : this.shown().length) + (this.selectable() ? 1 : 0));
  protected readonly rowHeight = computed(() => this.phone() ? 60 : this.coarse ? 44 : this.dense() ? 28 : 32);
  private readonly seen = computed(() => this.within(0), { equal: same });
  private readonly wanted = computed(() => this.within(this.margin()), { equal: same });
  protected readonly slice = linkedSignal<[Slice, Slice], Slice>({
    source: () => [this.seen(), this.wanted()],
    computation: ([seen, wanted], stood) => onTheWay(stood?.value ?? seen, seen, wanted),
    equal: same,
  });
  protected readonly visible = computed(() => {
    const [first, last] = this.slice();
    const drawn = this.drawn();
    const slots = slotsOf(this.place().height, this.rowHeight());
    return this.rows().slice(first, last).map((row, index) => ({ row, at: first + index, slot: (first + index) % slots, id: this.rowId()(row), ...drawn(row) }));
  });
  /** A row's words, worked out once however often the window moves over it. */
  private readonly drawn = computed(() => {
    const columns = this.phone() ? this.columns() : this.shown();
    const link = this.link();
    const known = new WeakMap<object, Drawn>();
    return (row: Row) => {
      let found = known.get(row as object);
      if (!found) {
        const cells = columns.map(column => ({ column: column as Column<unknown>, text: column.text(row), tone: column.tone?.(row) ?? '' }));
        found = { cells, address: link ? link(row) : null, tickWords: $localize`Select ${cells[0]?.text ?? ''}:row:` };
        known.set(row as object, found);
      }
      return found;
    };
  });
  protected readonly allTicked = computed(() => this.rows().length > 0 && this.rows().every(row => this.selected().has(this.rowId()(row))));
  protected readonly before = computed(() => this.slice()[0] * this.rowHeight());
  protected readonly after = computed(() => Math.max(0, this.rows().length - this.slice()[1]) * this.rowHeight());

  constructor() {
    let waiting = false;
    const look = () => {
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(() => { waiting = false; this.measure(); });
    };
    const sizes = new ResizeObserver(look);
    sizes.observe(this.host);
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
    let goesOn = false;
    effect(() => {
      const isThere = same(this.slice(), this.wanted());
      if (isThere || goesOn) return;
      goesOn = true;
      requestAnimationFrame(() => setTimeout(() => {
        goesOn = false;
        this.moved(() => this.slice.update(stands => onTheWay(stands, this.seen(), this.wanted())));
      }));
    });
    effect(() => {
      const rows = this.rows().length;
      if (rows < this.asked) this.asked = -1;
      if (rows && !this.loading() && this.wanted()[1] >= rows - 10 && this.asked !== rows) {
        this.asked = rows;
        this.more.emit();
      }
    });
  }

  protected explain(column: Column<Row>, event: Event): void {
    this.explained.set(column.meaning && event.currentTarget instanceof Element ? { column, at: event.currentTarget } : null);
  }

  protected press(column: Column<Row>): void {
    if (column.sortable) this.sort.set(nextSort(this.sort(), column.key, column.descendingFirst ?? false));
  }

  protected ordered(column: Column<Row>): 'ascending' | 'descending' | null {
    return this.sort() === column.key ? 'ascending' : this.sort() === `-${column.key}` ? 'descending' : null;
  }

  protected faded(cell: Cell, at: number): boolean {
    const above = cell.column.fades ? this.rows()[at - 1] : undefined;
    return !!above && cell.column.text(above) === cell.text;
  }

  protected part(cells: readonly Cell[], place: Column<Row>['phone']): Cell[] {
    return cells.filter(cell => cell.column.phone === place);
  }

  protected details(cells: readonly Cell[]): string {
    return this.part(cells, 'detail').map(cell => cell.text).filter(text => text && text !== '–').join(' · ');
  }

  /** Ticks a row or takes the tick away; with Shift all rows from the last one on. */
  protected tick(at: number, event: Event): void {
    event.stopPropagation();
    const ids = this.rows().map(row => this.rowId()(row));
    const range = (event as MouseEvent).shiftKey ? ids.slice(Math.min(at, this.lastTicked), Math.max(at, this.lastTicked) + 1) : ids.slice(at, at + 1);
    const ticking = !this.selected().has(ids[at] ?? '');
    this.lastTicked = at;
    this.selected.update(before => {
      const next = new Set(before);
      for (const id of range) if (ticking) next.add(id); else next.delete(id);
      return next;
    });
  }

  protected tickAll(): void {
    this.selected.set(this.allTicked() ? new Set() : new Set(this.rows().map(row => this.rowId()(row))));
  }

  protected open(row: Row, event: Event): void {
    const link = this.link();
    if (!link) return this.opened.emit(row);
    const pressed = event as MouseEvent | KeyboardEvent;
    if (event.target instanceof Element && event.target.closest('a, button, input')) {
      if (event.type === 'click' && (pressed.ctrlKey || pressed.metaKey)) return;
    }
    event.preventDefault();
    if (pressed.ctrlKey || pressed.metaKey) window.open(link(row), '_blank', 'noopener');
    else void this.router.navigateByUrl(link(row));
  }

  protected key(event: KeyboardEvent, at: number): void {
    if (this.selectable() && event.key === ' ') {
      event.preventDefault();
      return this.tick(at, event);
    }
    if (this.selectable() && event.key === 'a' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      return this.tickAll();
    }
    const page = Math.max(1, Math.floor(this.place().height / this.rowHeight()) - 3);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + page, PageUp: at - page, Home: 0, End: this.rows().length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    this.focusRow(Math.min(this.rows().length - 1, Math.max(0, to)));
  }

  private focusRow(at: number): void {
    this.focused.set(at);
    const wanted = this.body().nativeElement.getBoundingClientRect().top + at * this.rowHeight();
    if (wanted < 120) scrollBy(0, wanted - 120);
    else if (wanted > innerHeight - this.rowHeight() - 64) scrollBy(0, wanted - innerHeight + this.rowHeight() + 64);
    this.measure();
    this.focusWhenDrawn(at);
  }

  private focusWhenDrawn(at: number): void {
    afterNextRender(() => this.host.querySelector<HTMLElement>(`[data-at="${at}"]`)?.focus({ preventScroll: true }), { injector: this.injector });
  }

  private measure(): void {
    this.moved(() => {
      this.width.set(this.host.clientWidth);
      this.place.set({ top: this.body().nativeElement.getBoundingClientRect().top, height: innerHeight });
    });
  }

  private within(margin: number): Slice {
    return windowOf(this.place().top, this.place().height, this.rowHeight(), this.rows().length, margin);
  }

  /** A row that changes its place in the page loses the focus: it is given back. */
  private moved(move: () => void): void {
    const before = this.slice();
    move();
    if (this.slice() !== before && document.activeElement?.parentElement === this.body().nativeElement) this.focusWhenDrawn(this.focused());
  }
}
