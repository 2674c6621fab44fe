import { RelatedPerson } from '../../api/models/related-person';
import { Tie } from '../../api/models/tie';

const KINDS: Record<string, string> = {
  spouse: 'Spouse', parent: 'Parent', child: 'Child', director: 'Director', household: 'Household',
  joint_holder: 'Joint holder', nominee: 'Nominee', guarantor: 'Guarantor', authorised: 'Authorised',
  nominated_by: 'Nominated by', guaranteed_for: 'Guarantees for', authorised_by: 'Authorised by',
};

/** What ties two people, in one or two words. */
export function tieWord(kind: string): string {
  const plain = kind.replaceAll('_', ' ');
  return KINDS[kind] ?? plain.charAt(0).toUpperCase() + plain.slice(1);
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
  if (!parts.length && person.in_household) return 'Same household';
  return parts.join('; ');
}
