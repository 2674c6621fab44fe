/** A column of the grid. `text` gives the cell's words; a `<ng-template cCell="key" let-row>` draws it instead. */
export interface Column<Row> {
  key: string;
  label: string;
  text: (row: Row) => string;
  /** What counts: said on hover or focus of a sortable column's head. */
  meaning?: string;
  numeric?: boolean;
  sortable?: boolean;
  /** First press sorts descending: amounts and dates. */
  descendingFirst?: boolean;
  strong?: boolean;
  quiet?: boolean;
  tone?: (row: Row) => string;
  /** A repeated value (the same date as the row above) fades. */
  fades?: boolean;
  /** CSS width, e.g. `96px`; without it the column shares what is left. */
  width?: string;
  /** The px that a column without a width keeps; the grid scrolls sideways when there is no room for it. */
  least?: number;
  /** Hidden below this width of the grid in px. */
  from?: number;
  /** Its place in a phone's two-line row: line one left or right, line two left (joined) or right. */
  phone?: 'lead' | 'amount' | 'detail' | 'side';
}

/** The px of the boxes before the rows. */
export const BOX_WIDTH = 26;

/** The sort after a press on a column's head: its natural direction first, then the other. */
export function nextSort(sort: string, key: string, descendingFirst: boolean): string {
  if (sort === key) return `-${key}`;
  if (sort === `-${key}`) return key;
  return descendingFirst ? `-${key}` : key;
}
