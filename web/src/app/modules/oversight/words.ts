import { BreakGlassReason } from '../../api/models/break-glass-reason';

/** Why a customer out of scope is opened. */
export const BREAK_GLASS_REASONS: readonly { key: BreakGlassReason; word: string }[] = [
  { key: 'branch_visit', word: 'The customer is here' },
  { key: 'rm_absent', word: 'The RM is away' },
  { key: 'complaint', word: 'Complaint' },
  { key: 'fraud_check', word: 'Fraud check' },
  { key: 'emergency', word: 'Emergency' },
];

export function reasonWord(reason: string): string {
  return BREAK_GLASS_REASONS.find(one => one.key === reason)?.word ?? reason;
}

/** Whole minutes begun until then: 30 right after opening, 0 once it is over. */
export function minutesLeft(until: number, now: number): number {
  return Math.max(0, Math.ceil((until - now) / 60_000));
}

export type CoverState = 'ended' | 'over' | 'planned' | 'running';

/** How a cover stands on a day (`2026-11-24`). */
export function coverState(cover: { from_date: string; to_date: string; ended_at: string | null }, today: string): CoverState {
  if (cover.ended_at) return 'ended';
  if (cover.to_date < today) return 'over';
  return cover.from_date > today ? 'planned' : 'running';
}
