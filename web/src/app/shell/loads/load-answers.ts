export interface LoadRow {
  id: number;
  as_of: string;
  state: string;
  started_at: string;
  finished_at: string | null;
  seconds: number | null;
  rows: number;
  quarantined: number;
  schema: string | null;
  error?: string;
}
export interface LoadsAnswer { results: LoadRow[] }
export interface LoadTable {
  table: string;
  source_rows: number;
  published_rows: number | null;
  quarantined: number;
  source_total: number | null;
  published_total: number | null;
}
export interface LoadAnswer extends LoadRow { notes?: string[]; steps: { name: string; seconds: number }[]; tables: LoadTable[] }
