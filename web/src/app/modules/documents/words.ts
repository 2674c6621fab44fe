import { StandingEnum } from '../../api/models/standing-enum';
import { IconName } from '../../ui/icon';
import { TagTone } from '../../ui/tag';

/** How a paper stands on the business date, in words. */
export const STANDINGS: Record<StandingEnum, { word: string; tone: TagTone; icon: IconName | null }> = {
  expired: { word: 'Expired', tone: 'loss', icon: 'circle-x' },
  soon: { word: 'Ends within 90 days', tone: 'late', icon: 'clock' },
  valid: { word: 'Valid', tone: 'neutral', icon: null },
  open: { word: 'No end date', tone: 'neutral', icon: null },
};

const NAMES: Record<string, string> = { pan_card: 'PAN card', aadhaar: 'Aadhaar', address_proof: 'Proof of address' };

/** A kind of paper as people say it. */
export function documentName(kind: string): string {
  const key = kind.toLowerCase();
  const plain = key.replaceAll('_', ' ');
  return NAMES[key] ?? plain.charAt(0).toUpperCase() + plain.slice(1);
}
