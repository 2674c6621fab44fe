import { TemplateRef } from '@angular/core';
import { Column } from './column';

export type CellContext = TemplateRef<{ $implicit: unknown }>;

/** What one cell shows: its words or a template, and its CSS classes. */
export interface Cell { key: string; text: string; tone: string; look: string; template: CellContext | null }

/** A row at its place with all its words worked out: the same object as long as nothing of it changes. */
export interface Drawn<Row> {
  row: Row;
  id: string;
  at: number;
  /** The row in the page that shows it. */
  slot: number;
  address: string | null;
  tickWords: string;
  /** One for each column; none on a phone. */
  cells: readonly Cell[];
  phone: PhoneWords | null;
}

/** A phone's two lines: name and amount over details and a side figure. */
export interface PhoneWords { lead: string; amount: readonly Cell[]; detail: string; side: readonly Cell[] }

export interface Drawing<Row> {
  columns: readonly Column<Row>[];
  templates: ReadonlyMap<string, CellContext>;
  rowId: (row: Row) => string;
  link: ((row: Row) => string) | null;
  phone: boolean;
  slots: number;
}

/** Draws a row at its place below the row `above`; words are worked out once, however often the window moves over them. */
export function drawer<Row extends object>({ columns, templates, rowId, link, phone, slots }: Drawing<Row>): (row: Row, at: number, above: Row | undefined) => Drawn<Row> {
  const known = new WeakMap<Row, { drawn: Drawn<Row>; above: Row | undefined }>();
  const cellOf = (column: Column<Row>, row: Row, above: Row | undefined): Cell => {
    const text = column.text(row);
    const tone = column.tone?.(row) ?? '';
    const faded = !!column.fades && !!above && column.text(above) === text;
    const look = [tone, column.numeric && 'num', column.strong && 'strong', column.quiet && 'quiet', faded && 'faded'].filter(Boolean).join(' ');
    return { key: column.key, text, tone, look, template: templates.get(column.key) ?? null };
  };
  return (row, at, above) => {
    const before = known.get(row);
    if (before?.drawn.at === at && before.above === above) return before.drawn;
    const cells = columns.map(column => cellOf(column, row, above));
    const drawn: Drawn<Row> = {
      row, at, id: rowId(row), slot: at % slots, address: link?.(row) ?? null, tickWords: $localize`Select ${cells[0]?.text ?? ''}:row:`,
      cells: phone ? [] : cells, phone: phone ? phoneWords(columns, cells) : null,
    };
    known.set(row, { drawn, above });
    return drawn;
  };
}

function phoneWords<Row>(columns: readonly Column<Row>[], cells: readonly Cell[]): PhoneWords {
  const part = (place: Column<Row>['phone']) => cells.filter((_, index) => columns[index]?.phone === place);
  return {
    lead: part('lead').map(cell => cell.text).join(''),
    amount: part('amount'),
    detail: part('detail').map(cell => cell.text).filter(text => text && text !== '–').join(' · '),
    side: part('side'),
  };
}
