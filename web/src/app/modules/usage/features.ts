import { UsedFeature } from '../../api/models/used-feature';
import { ChartOption, ChartTable, Readout } from '../../ui/chart/chart';
import { axisRoom } from '../../ui/chart/option';
import { addDays, fullDate, shortDate } from '../../ui/dates';
import { Conventions } from '../../ui/settings';

export type By = 'role' | 'branch' | 'week';

const ROLES: Record<string, string> = {
  rm: $localize`RM`, branch_head: $localize`Branch head`, cluster_head: $localize`Cluster head`, region_head: $localize`Region head`, service_desk: $localize`Service desk`,
  auditor: $localize`Auditor`, operator: $localize`Operator`,
};
const KINDS: Record<string, string> = { page: $localize`Page`, click: $localize`Press`, search: $localize`Search` };
/** Parts of features' names in words; what is not here is shown as it is named. */
const FEATURE_WORDS: Readonly<Record<string, string>> = {
  book: $localize`:feature|:book`, customers: $localize`:feature|:customers`, accounts: $localize`:feature|:accounts`, transactions: $localize`:feature|:transactions`,
  relationships: $localize`:feature|:relationships`, timeline: $localize`:feature|:timeline`, 'service-requests': $localize`:feature|:service requests`,
  documents: $localize`:feature|:documents`, consents: $localize`:feature|:consent`, 'access-log': $localize`:feature|:access log`, 'follow-ups': $localize`:feature|:follow-ups`,
  notes: $localize`:feature|:notes`, usage: $localize`:feature|:usage`, loads: $localize`:feature|:loads`, reviews: $localize`:feature|:reviews`, covers: $localize`:feature|:covers`,
  search: $localize`:feature|:search`, theme: $localize`:feature|:theme`, export: $localize`:feature|:export`, start: $localize`:feature|:start`,
  conversation: $localize`:feature|:conversation`, save: $localize`:feature|:save`, 'call-and-log': $localize`:feature|:call and log`, name: $localize`:feature|:name`, id: $localize`:feature|:id`,
  'as-of': $localize`:feature|:as-of badge`, today: $localize`:feature|:today`, consent: $localize`:feature|:consent`, alert: $localize`:feature|:alert`,
  acknowledge: $localize`:feature|:acknowledge`, columns: $localize`:feature|:columns`, 'follow-up': $localize`:feature|:follow-up`, tag: $localize`:feature|:tag`,
  'break-glass': $localize`:feature|:break-glass`, chart: $localize`:feature|:chart`, download: $localize`:feature|:download`, table: $localize`:feature|:table`,
  cover: $localize`:feature|:cover`, grant: $localize`:feature|:grant`, csv: $localize`:feature|:CSV`, xlsx: $localize`:feature|:XLSX`, done: $localize`:feature|:done`,
  later: $localize`:feature|:later`, load: $localize`:feature|:load`, ask: $localize`:feature|:ask`, promise: $localize`:feature|:promise`, add: $localize`:feature|:add`,
  reveal: $localize`:feature|:reveal`, review: $localize`:feature|:review`, sessions: $localize`:feature|:sessions`, end: $localize`:feature|:end`, call: $localize`:feature|:call`,
  dismiss: $localize`:feature|:dismiss`, snooze: $localize`:feature|:snooze`, view: $localize`:feature|:view`, mobile: $localize`:feature|:mobile`, account: $localize`:feature|:account`,
  pan: $localize`:feature|:PAN`, words: $localize`:feature|:words`, customer_id: $localize`:feature|:customer id`,
  unit: $localize`:feature|:unit`, open: $localize`:feature|:open`, sort: $localize`:feature|:sort`,
};
const KIND_ORDER = ['page', 'click', 'search'];
const MOST_BARS = 12;

/** How often all features together were used by one role, branch or week. */
export interface Total { key: string; name: string; times: number }

export function kindWord(kind: string): string {
  return KINDS[kind] ?? kind;
}

/** `customers.service-requests` -> `Customers, service requests`. */
export function featureWord(name: string): string {
  const words = name.split('.').map(part => FEATURE_WORDS[part] ?? part.replaceAll(/[_-]/g, ' ')).join(', ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** `api/customers/<str:customer_id>` -> `api/customers/{customer_id}`; a pattern's start and optional end left out. */
export function addressWord(route: string): string {
  return route.replace(/^\^|\(\?:.*$/g, '').replace(/<(?:\w+:)?(\w+)>/g, '{$1}');
}

/** The key of a part in words: a role's name, a branch's id, the Monday of a week. */
export function partWord(key: string, by: By, c: Conventions, name: string | null = null): string {
  if (name) return name;
  if (by === 'role') return ROLES[key] ?? key;
  if (by === 'week') return fullDate(key, c);
  return key || $localize`No branch`;
}

/** Sums over the features: weeks in their order, roles and branches by use. */
export function totals(features: readonly UsedFeature[], by: By, c: Conventions): Total[] {
  const sums = new Map<string, Total>();
  for (const { key, name, times } of features.flatMap(feature => feature.parts)) {
    const sum = sums.get(key) ?? { key, name: partWord(key, by, c, name), times: 0 };
    sums.set(key, { ...sum, times: sum.times + times });
  }
  const found = [...sums.values()];
  return found.sort(by === 'week' ? (a, b) => a.key.localeCompare(b.key) : (a, b) => b.times - a.times);
}

/** The weeks from the first day to the last, those without a use too; a chart's axis has the short date. */
export function everyWeek(used: readonly Total[], first: string, last: string, c: Conventions): Total[] {
  const weeks: Total[] = [];
  // Monday of the first day's week: 5 Jan 1970 was one.
  const behind = (Math.floor(Date.parse(first) / 86_400_000) + 3) % 7;
  for (let day = addDays(first, -behind); day <= last; day = addDays(day, 7)) {
    weeks.push({ key: day, name: shortDate(day, last, c), times: used.find(one => one.key === day)?.times ?? 0 });
  }
  return weeks;
}

/** The key of a part without one (no branch) where a choice of parts needs a value. */
export const NO_PART = '-';

/** The features as one part used them, the most first and the unused last; all as they are without a part. */
export function ofPart(features: readonly UsedFeature[], part: string): UsedFeature[] {
  if (!part) return [...features];
  const key = part === NO_PART ? '' : part;
  const own = features.map(feature => ({ ...feature, times: feature.parts.find(one => one.key === key)?.times ?? 0 }));
  return own.sort((a, b) => b.times - a.times);
}

/** The features used most, and the others from the least used on: what nobody used stands first. */
export function mostAndLeast(features: readonly UsedFeature[], shown: number): { most: UsedFeature[]; least: UsedFeature[] } {
  const most = features.filter(feature => feature.times).slice(0, shown);
  const least = features.slice(most.length).sort((a, b) => a.times - b.times || KIND_ORDER.indexOf(a.kind) - KIND_ORDER.indexOf(b.kind));
  return { most, least };
}

/** The features that those roles used (null: all of them), the most used first. */
export function usedBy(features: readonly UsedFeature[], roles: readonly string[] | null): { name: string; times: number }[] {
  const own = features.map(({ name, times, parts }) => ({ name, times: roles ? parts.reduce((sum, part) => sum + (roles.includes(part.key) ? part.times : 0), 0) : times }));
  return own.filter(feature => feature.times).sort((a, b) => b.times - a.times);
}

/** The bars shown: the last weeks, or the most; the rest of roles and branches as Other. */
export function bars(all: readonly Total[], by: By): Total[] {
  if (all.length <= MOST_BARS) return [...all];
  if (by === 'week') return all.slice(-MOST_BARS);
  const rest = all.slice(MOST_BARS - 1).reduce((sum, one) => sum + one.times, 0);
  return [...all.slice(0, MOST_BARS - 1), { key: 'other', name: $localize`Other`, times: rest }];
}

export function totalsOption(shown: readonly Total[]): ChartOption {
  return {
    grid: { top: 8, bottom: 20, left: axisRoom(shown.map(one => one.times)), right: 4 },
    xAxis: { type: 'category', data: shown.map(one => one.name), axisLine: { show: false }, axisLabel: { hideOverlap: true } },
    yAxis: { type: 'value', splitNumber: 4, minInterval: 1 },
    series: [{ type: 'bar', name: $localize`Uses`, barMaxWidth: 40, itemStyle: { color: '--c-1' }, data: shown.map(one => one.times) }],
  } as ChartOption;
}

/** The bar under the cursor; at rest the largest, of weeks the last. */
export function totalsReadout(shown: readonly Total[], by: By): (at: number | null) => Readout | null {
  return at => {
    const one = shown[at ?? (by === 'week' ? shown.length - 1 : 0)];
    return one ? { at: one.name, entries: [{ name: $localize`uses`, value: one.times.toLocaleString('en-IN'), colour: '--c-1', mark: 'box' }] } : null;
  };
}

export function totalsTable(all: readonly Total[], by: By): ChartTable {
  return { head: [{ role: $localize`Role`, branch: $localize`Branch`, week: $localize`Week of` }[by], $localize`Uses`], rows: all.map(one => [one.name, String(one.times)]) };
}
