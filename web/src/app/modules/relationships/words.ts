import { RelatedPerson } from '../../api/models/related-person';
import { Tie } from '../../api/models/tie';
import { sentence } from '../../ui/booking-words';

const KINDS: Record<string, string> = {
  spouse: $localize`:tie between people|:Spouse`, parent: $localize`:tie between people|:Parent`, child: $localize`:tie between people|:Child`, director: $localize`:tie between people|:Director`, household: $localize`:tie between people|:Household`,
  joint_holder: $localize`:tie between people|:Joint holder`, nominee: $localize`:tie between people|:Nominee`, guarantor: $localize`:tie between people|:Guarantor`, authorised: $localize`:tie between people|:Authorised`,
  nominated_by: $localize`:tie between people|:Nominated by`, guaranteed_for: $localize`:tie between people|:Guarantees for`, authorised_by: $localize`:tie between people|:Authorised by`,
};

/** What ties two people, in one or two words. */
export function tieWord(kind: string): string {
  return KINDS[kind] ?? sentence(kind);
}

function groups(ties: readonly Tie[]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const tie of ties) {
    const accounts = found.get(tie.kind) ?? [];
    if (tie.account) accounts.push(tie.account);
    found.set(tie.kind, accounts);
  }
  return found;
}

/** Every tie of a person; a kind that holds on several accounts is said once. */
export function tiesText(person: Pick<RelatedPerson, 'ties' | 'in_household'>): string {
  const parts = [...groups(person.ties)].map(([kind, accounts]) => [tieWord(kind), accounts.join(', ')].filter(Boolean).join(' '));
  if (!parts.length && person.in_household) return $localize`Same household`;
  return parts.join('; ');
}
