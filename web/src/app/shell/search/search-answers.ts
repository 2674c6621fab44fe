export interface Match {
  customer_id: string;
  name: string;
  kind: string;
  segment: string | null;
  rm_name: string | null;
  branch_name: string | null;
  matched: [number, number][];
}

export type Reason = 'exact' | 'prefix' | 'word_order' | 'sounds_same' | 'close_spelling';
export interface SearchAnswer {
  as_of: string;
  reads_as: 'customer_id' | 'account' | 'mobile' | 'pan' | 'name';
  count: number;
  groups: { reason: Reason; results: Match[] }[];
}

export const REASONS: Record<Reason, string> = {
  exact: 'The same', prefix: 'Begins with it', word_order: 'Initials and word order', sounds_same: 'Sounds the same',
  close_spelling: 'Spelling is close',
};
export const READS_AS: Record<SearchAnswer['reads_as'], string> = {
  customer_id: 'Reads as a customer id', account: 'Reads as an account', mobile: 'Reads as a mobile', pan: 'Reads as a PAN', name: 'Reads as a name',
};

/** A name cut at its matched parts: `[[text, matched]]`. Ranges are half-open character positions. */
export function pieces(name: string, matched: readonly [number, number][]): { text: string; hit: boolean }[] {
  const cut: { text: string; hit: boolean }[] = [];
  let at = 0;
  for (const [from, to] of [...matched].sort((a, b) => a[0] - b[0])) {
    if (from < at) continue;
    if (from > at) cut.push({ text: name.slice(at, from), hit: false });
    cut.push({ text: name.slice(from, to), hit: true });
    at = to;
  }
  if (at < name.length) cut.push({ text: name.slice(at), hit: false });
  return cut;
}
