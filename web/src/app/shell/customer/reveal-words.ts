import { RevealReason } from '../../api/models/reveal-reason';

/** For how long an unmasked value stays on the screen. */
export const SHOWN_MS = 60_000;

/** The reasons offered in the head: one press each. */
export const REVEAL_REASONS: readonly { key: RevealReason; word: string }[] = [
  { key: 'customer_request', word: $localize`The customer asked` },
  { key: 'verification', word: $localize`To verify identity` },
  { key: 'call_back', word: $localize`To call or write` },
];

/** Whole seconds until then, never below 0. */
export function secondsLeft(until: number, now: number): number {
  return Math.max(0, Math.ceil((until - now) / 1000));
}
