import { ChangeDetectorRef, Component, ElementRef, computed, contentChildren, effect, inject, input, model, output, signal, viewChild } from '@angular/core';
import { Router } from '@angular/router';
import { Screen } from '../screen';
import { CellTemplate } from './cell-template';
import { BOX_WIDTH, Column } from './column';
import { CellContext, drawer } from './drawn';
import { DrawnRows } from './drawn-rows';
import { GridHead } from './grid-head';
import { GridRow } from './grid-row';
import { RowKeys, RowPress } from './row-keys';
import { WholeWords } from './whole-words';

export { CellTemplate } from './cell-template';
export type { Column } from './column';

/**
 * A table of any length: only rows near the window are in the page. The head sticks below the header. Arrow keys,
 * Home, End and Page keys move; Enter opens; Ctrl + press opens a new tab; Space ticks, Ctrl + A all. Asks for `more` near its end.
 */
@Component({
  selector: 'c-grid',
  imports: [GridHead, GridRow, RowKeys, WholeWords],
  host: { '[class.sideways]': 'least() > drawn.width()' },
  templateUrl: './grid.html',
  styleUrl: './grid.css',
})
export class Grid<Row extends object> {
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

  private readonly router = inject(Router);
  private readonly changes = inject(ChangeDetectorRef);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  private readonly body = viewChild.required<ElementRef<HTMLElement>>('body');
  private readonly cells = contentChildren(CellTemplate);
  private readonly templates = computed(() => new Map(this.cells().map(cell => [cell.key(), cell.template as CellContext])));
  private readonly coarse = matchMedia('(pointer: coarse)').matches;
  protected readonly phone = inject(Screen).phone;
  protected readonly rowHeight = computed(() => this.phone() ? 60 : this.coarse ? 44 : this.dense() ? 28 : 32);
  protected readonly many = computed(() => this.rows().length);
  protected readonly focused = signal(0);
  private asked = -1;
  private lastTicked = 0;

  protected readonly drawn = new DrawnRows({
    host: this.host, body: () => this.body().nativeElement, rowHeight: this.rowHeight, rows: this.many,
    draw: () => this.changes.detectChanges(),
    moving: () => {
      // a row that changes its place in the page loses the focus: it is given back
      const had = document.activeElement?.parentElement === this.body().nativeElement;
      return () => { if (had) this.focus(this.focused()); };
    },
  });
  protected readonly shown = computed(() => this.columns().filter(column => !column.from || this.drawn.width() >= column.from));
  /** The px without which a column would lose its words; 0 where none asks for its own. */
  protected readonly least = computed(() => {
    const columns = this.shown();
    if (this.phone() || !columns.some(column => column.least)) return 0;
    return columns.reduce((sum, column) => sum + (column.least ?? Number.parseInt(column.width ?? '0', 10)), this.selectable() ? BOX_WIDTH : 0);
  });
  protected readonly span = computed(() => (this.phone() ? 1 : this.shown().length) + (this.selectable() ? 1 : 0));
  private readonly draw = computed(() => drawer<Row>({
    columns: this.phone() ? this.columns() : this.shown(), templates: this.templates(), rowId: this.rowId(), link: this.link(), phone: this.phone(), slots: this.drawn.slots(),
  }));
  protected readonly visible = computed(() => {
    const [[first, last], rows, draw] = [this.drawn.slice(), this.rows(), this.draw()];
    return rows.slice(first, last).map((row, index) => draw(row, first + index, rows[first + index - 1]));
  });
  protected readonly before = computed(() => this.drawn.slice()[0] * this.rowHeight());
  protected readonly after = computed(() => Math.max(0, this.many() - this.drawn.slice()[1]) * this.rowHeight());
  protected readonly ticked = computed(() => {
    const selected = this.selected();
    if (!selected.size) return 'none';
    return this.rows().every(row => selected.has(this.rowId()(row))) ? 'all' : 'some';
  });

  constructor() {
    effect(() => {
      const rows = this.many();
      if (rows < this.asked) this.asked = -1;
      if (rows && !this.loading() && this.drawn.wanted()[1] >= rows - 10 && this.asked !== rows) {
        this.asked = rows;
        this.more.emit();
      }
    });
  }

  /** Ticks a row or takes the tick away; a range has all rows from the last one on. */
  protected tick({ at, range }: RowPress): void {
    const from = range ? this.lastTicked : at;
    const ids = this.rows().slice(Math.min(at, from), Math.max(at, from) + 1).map(this.rowId());
    const ticking = !this.selected().has(ids[at < from ? 0 : ids.length - 1] ?? '');
    this.lastTicked = at;
    this.selected.update(before => {
      const next = new Set(before);
      for (const id of ids) if (ticking) next.add(id); else next.delete(id);
      return next;
    });
  }

  protected tickAll(): void {
    this.selected.set(this.ticked() === 'all' ? new Set() : new Set(this.rows().map(this.rowId())));
  }

  protected open({ at, event }: RowPress): void {
    const row = this.rows()[at];
    const link = this.link();
    if (!row) return;
    if (!link) return this.opened.emit(row);
    const apart = event.ctrlKey || event.metaKey;
    if (apart && event.type === 'click' && (event.target as Element).closest('a, button, input')) return;
    event.preventDefault();
    if (apart) window.open(link(row), '_blank', 'noopener');
    else void this.router.navigateByUrl(link(row));
  }

  protected go(at: number): void {
    this.focused.set(at);
    const wanted = this.body().nativeElement.getBoundingClientRect().top + at * this.rowHeight();
    if (wanted < 120) scrollBy(0, wanted - 120);
    else if (wanted > innerHeight - this.rowHeight() - 64) scrollBy(0, wanted - innerHeight + this.rowHeight() + 64);
    this.drawn.look();
    this.focus(at);
  }

  private focus(at: number): void {
    this.host.querySelector<HTMLElement>(`[data-at="${at}"]`)?.focus({ preventScroll: true });
  }
}
