/** `GET /customers/{id}/timeline`, newest first. */
export interface TimelinePage {
  as_of: string;
  results: TimelineItem[];
  next: string | null;
}

export interface TimelineItem {
  id: string;
  at: string | null;
  on: string;
  kind: string;
  title: string;
  text: string | null;
  amount: number | null;
  account: string | null;
  by: string | null;
  detail: Record<string, unknown> | null;
}
