import { ChartTable } from '../../ui/chart/option';
import { amount } from '../../ui/money';
import { Conventions } from '../../ui/settings';
import { HeadRow, against } from './figures';
import { COLUMNS } from './words';

/** The table as it stands, in exact amounts and counts: shares are left to the reader's spreadsheet. */
export function unitFile(rows: readonly HeadRow[], before: string, c: Conventions): ChartTable {
  const money = (minor: number | null | undefined) => (minor === null || minor === undefined ? null : amount(minor, c));
  return {
    head: [
      COLUMNS.name.label, COLUMNS.customers.label, COLUMNS.trv.label, COLUMNS.change.label, COLUMNS.average.label, before, COLUMNS.against.label, COLUMNS.deposits.label,
      $localize`TDs maturing in 90 days`, COLUMNS.renewing.label, COLUMNS.bounces.label, COLUMNS.kyc.label, COLUMNS.contacted.label, COLUMNS.promises.label, COLUMNS.risk.label,
    ],
    rows: rows.map(({ figures: f, period: p, overdue }) => [
      f.name, f.customers, money(f.trv), money(p?.trv_change), money(p?.casa_average), money(p?.casa_average_before), money(against(p)), money(p?.term_deposits_change),
      money(f.maturing), money(f.renewing), f.emi_bounce, f.kyc_overdue, f.contacted, overdue, money(f.at_risk),
    ]),
  };
}
