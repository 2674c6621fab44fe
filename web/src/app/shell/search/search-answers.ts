import { ReadsAsEnum, ReasonEnum } from '../../api/models';

export type { SearchAnswer, SearchHit } from '../../api/models';

export const REASONS: Record<ReasonEnum, string> = {
  exact: $localize`The same`, prefix: $localize`Begins with it`, word_order: $localize`Initials and word order`, sounds_same: $localize`Sounds the same`,
  close_spelling: $localize`Spelling is close`,
};
export const READS_AS: Record<ReadsAsEnum, string> = {
  customer_id: $localize`Reads as a customer id`, account: $localize`Reads as an account`, mobile: $localize`Reads as a mobile`, pan: $localize`Reads as a PAN`, name: $localize`Reads as a name`,
};

/** A name cut at its matched parts: `[[text, matched]]`. Ranges are half-open character positions. */
export function pieces(name: string, matched: readonly (readonly number[])[]): { text: string; hit: boolean }[] {
  const cut: { text: string; hit: boolean }[] = [];
  let at = 0;
  for (const [from = 0, to = 0] of [...matched].sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0))) {
    if (from < at) continue;
    if (from > at) cut.push({ text: name.slice(at, from), hit: false });
    cut.push({ text: name.slice(from, to), hit: true });
    at = to;
  }
  if (at < name.length) cut.push({ text: name.slice(at), hit: false });
  return cut;
}
