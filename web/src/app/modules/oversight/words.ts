import { Alert } from '../../api/models/alert';
import { BreakGlassReason } from '../../api/models/break-glass-reason';

/** Why a customer out of scope is opened. */
export const BREAK_GLASS_REASONS: readonly { key: BreakGlassReason; word: string }[] = [
  { key: 'branch_visit', word: $localize`The customer is here` },
  { key: 'rm_absent', word: $localize`The RM is away` },
  { key: 'complaint', word: $localize`Complaint` },
  { key: 'fraud_check', word: $localize`Fraud check` },
  { key: 'emergency', word: $localize`Emergency` },
];

export function reasonWord(reason: string): string {
  return BREAK_GLASS_REASONS.find(one => one.key === reason)?.word ?? reason;
}

/** What was unusual, with the counts that say how much. */
export function alertWords(alert: Pick<Alert, 'kind' | 'customers' | 'usual' | 'customer_ids'>): string {
  if (alert.kind === 'honey') return $localize`Opened a customer that nobody should need: ${alert.customer_ids.join(', ')}:ids:`;
  if (alert.kind === 'off_hours') return $localize`Looked at ${alert.customers}:customers: customers in the off-hours`;
  if (alert.usual === null) return $localize`Looked at ${alert.customers}:customers: customers in one day`;
  return $localize`Looked at ${alert.customers}:customers: customers in one day; usual are ${alert.usual}:usual:`;
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
