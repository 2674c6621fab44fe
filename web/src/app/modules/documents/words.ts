import { StandingEnum } from '../../api/models/standing-enum';
import { sentence } from '../../ui/booking-words';
import { IconName } from '../../ui/icon';
import { TagTone } from '../../ui/tag';

/** How a paper stands on the business date, in words. */
export const STANDINGS: Record<StandingEnum, { word: string; tone: TagTone; icon: IconName | null }> = {
  expired: { word: $localize`:state of a paper|:Expired`, tone: 'loss', icon: 'circle-x' },
  soon: { word: $localize`:state of a paper|:Ends within 90 days`, tone: 'late', icon: 'clock' },
  valid: { word: $localize`:state of a paper|:Valid`, tone: 'neutral', icon: null },
  open: { word: $localize`:state of a paper|:No end date`, tone: 'neutral', icon: null },
};

const NAMES: Record<string, string> = { pan_card: $localize`PAN card`, aadhaar: $localize`Aadhaar`, address_proof: $localize`Proof of address`, photo: $localize`Photo`, signature: $localize`Signature` };

/** A kind of paper as people say it. */
export function documentName(kind: string): string {
  const key = kind.toLowerCase();
  return NAMES[key] ?? sentence(key);
}
