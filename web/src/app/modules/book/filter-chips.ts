import { shortDate } from '../../ui/dates';
import { shortText } from '../../ui/money';
import { Conventions } from '../../ui/settings';
import { Filters, LISTS, ListKey, toggled } from './filters';
import { flagLabel, sentence } from './words';

/** A filter in force: its words, and what takes it away. */
export interface FilterChip { key: string; text: string; without: Partial<Filters> }

export function valueWords(key: ListKey, value: string): string {
  if (key === 'flag') return flagLabel(value);
  if (key === 'product') return $localize`Has ${sentence(value)}:product:`;
  if (key === 'not_product') return $localize`No ${sentence(value)}:product:`;
  return key === 'tag' ? `#${value}` : sentence(value);
}

/** Every filter in force, in the order of the panel. */
export function chipsOf(filters: Filters, asOf: string | null, c: Conventions): FilterChip[] {
  const chips: FilterChip[] = LISTS.flatMap(key => filters[key].map(value => ({
    key: `${key}=${value}`, text: valueWords(key, value), without: { [key]: toggled(filters[key], value) },
  })));
  const add = (key: keyof Filters, text: (value: never) => string, without: Partial<Filters>) => {
    const value = filters[key];
    if (value !== null && value !== '') chips.push({ key, text: text(value as never), without });
  };
  const money = (minor: number) => shortText(minor, c);
  const day = (iso: string) => shortDate(iso, asOf, c);
  add('min_trv', (minor: number) => $localize`TRV from ${money(minor)}:amount:`, { min_trv: null });
  add('max_trv', (minor: number) => $localize`TRV to ${money(minor)}:amount:`, { max_trv: null });
  add('min_casa', (minor: number) => $localize`CASA from ${money(minor)}:amount:`, { min_casa: null });
  add('max_casa', (minor: number) => $localize`CASA to ${money(minor)}:amount:`, { max_casa: null });
  add('quiet_days', (days: number) => quietWords(days), { quiet_days: null });
  add('kyc_days', (days: number) => $localize`KYC due in ${days}:days: d`, { kyc_days: null });
  add('matures_from', (iso: string) => $localize`TD matures from ${day(iso)}:day:`, { matures_from: '' });
  add('matures_to', (iso: string) => $localize`TD matures by ${day(iso)}:day:`, { matures_to: '' });
  add('q', (text: string) => $localize`Name has “${text}:text:”`, { q: '' });
  return chips;
}

export function quietWords(days: number): string {
  return days === 0 ? $localize`Never spoken with` : $localize`Not spoken with for ${days}:days: d`;
}
