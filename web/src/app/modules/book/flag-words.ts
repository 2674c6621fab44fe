import { daysBetween, shortDate } from '../../ui/dates';
import { IconName } from '../../ui/icon';
import { Conventions } from '../../ui/settings';
import { TagTone } from '../../ui/tag';
import { BookRow } from './answers';
import { FLAGS, KYC_DAYS, flagLabel } from './words';

export interface FlagTag { key: string; text: string; icon: IconName; tone: TagTone }

const SHOWN_LETTERS = 17;

/** A row's flags as tags, with the day or term that each is about: `TD 27 Nov`, `KYC 30 d`. */
export function flagTags(row: BookRow, asOf: string, c: Conventions): FlagTag[] {
  return row.flags.map(key => ({
    key, text: withFact(key, row, asOf, c), icon: FLAGS[key]?.icon ?? 'tag', tone: FLAGS[key]?.tone ?? 'neutral',
  }));
}

/** At most two tags, and one only where two long ones would not fit. */
export function fitting(tags: readonly FlagTag[]): readonly FlagTag[] {
  const letters = tags.slice(0, 2).reduce((sum, tag) => sum + tag.text.length, 0);
  return tags.slice(0, letters > SHOWN_LETTERS ? 1 : 2);
}

function withFact(key: string, row: BookRow, asOf: string, c: Conventions): string {
  if (key === 'td_due' && row.next_maturity_on) return $localize`TD ${shortDate(row.next_maturity_on, asOf, c)}:day:`;
  if (key === 'kyc_due' && row.kyc_due_on) {
    const days = daysBetween(asOf, row.kyc_due_on);
    if (days < 0) return $localize`KYC overdue`;
    return $localize`KYC ${KYC_DAYS.find(most => days <= most) ?? days}:days: d`;
  }
  return flagLabel(key);
}
