import type { BalanceEvent } from '../../api/models/balance-event';
import type { BalanceSeries as AnyPoints } from '../../api/models/balance-series';
import type { BalanceTrend } from '../../api/models/balance-trend';

export type { BalanceEvent } from '../../api/models/balance-event';

/** One account's closing balances in minor units: changed days only, the first point on `from`. */
export interface BalanceSeries extends Omit<AnyPoints, 'points'> { points: [day: string, closing: number][] }

/** `GET /customers/{id}/balances`. An event's kind is salary, bounce, maturity, opening, large_credit or large_debit. */
export interface BalancesAnswer extends Omit<BalanceTrend, 'series'> { series: BalanceSeries[]; events: BalanceEvent[] }
