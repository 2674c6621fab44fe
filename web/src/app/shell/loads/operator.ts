import { Calls, Load, LoadDetail } from '../../api/models';
import { clockTime } from '../../ui/dates';
import { amount, count, Conventions } from '../../ui/money';
import { plural } from '../../ui/plural';
import { TagTone } from '../../ui/tag';
import { lateness, zoneName } from './promise';

export const STATE_WORDS: Readonly<Record<string, string>> = {
  published: $localize`Published`, unchanged: $localize`Unchanged`, refused: $localize`:a load|:Refused`, failed: $localize`:a load|:Failed`, running: $localize`Running`,
  waiting: $localize`:a load|:Waits`,
};

export const LOAD_TONES: Readonly<Record<string, TagTone>> = { published: 'gain', unchanged: 'neutral', refused: 'late', failed: 'loss', running: 'info', waiting: 'info' };

const STEP_WORDS: Readonly<Record<string, string>> = {
  extract: $localize`Extract`, stage: $localize`Stage`, check: $localize`Check`, build: $localize`Build`, publish: $localize`Publish`, record: $localize`Record`,
};

export function stepWord(step: string): string {
  return STEP_WORDS[step] ?? step;
}

export type FigureTone = 'gain' | 'late' | null;
/** One figure of the strip: what, how much, one line about it, what it means and where it is from. */
export interface LoadFigure { label: string; value: string; unit: string; line: string; tone: FigureTone; meaning: string; from: string }

export const RECORD = $localize`From the record of the load`;
/** What the columns of a load's tables count. */
export const TABLE_MEANINGS = {
  source: $localize`Rows that the warehouse gave.`,
  published: $localize`Rows that readers see.`,
  quarantined: $localize`Rows held back because they broke a rule; the others of the day are published.`,
  sourceTotal: $localize`Sum of the table's amounts as the warehouse gives it; a dash where it has none.`,
  publishedTotal: $localize`The same sum over the rows that readers see.`,
  difference: $localize`Published total less that of the source. Only rows held back may make one.`,
  time: $localize`All work on the table added up: to extract, stage, copy, check and index it. Tables are worked on side by side.`,
  took: $localize`From the first row read to the day's record, all steps added up.`,
};
/** What the columns of times count. */
export const TIME_MEANINGS = {
  calls: $localize`Requests to this address.`,
  half: $localize`The time in which half of the requests were answered, as the upper bound of its bucket.`,
  most: $localize`The time in which 99 of 100 requests were answered, as the upper bound of its bucket.`,
};
export const COUNTED = $localize`Counted by the hour, yesterday and today (UTC)`;

/** `2 h 11 min`, `1 min 39 s`, `0.4 s`. */
export function lasted(seconds: number | null): string {
  if (seconds === null) return '–';
  if (seconds < 60) return $localize`${seconds.toFixed(1)}:seconds: s`;
  if (seconds < 3600) return $localize`${Math.floor(seconds / 60)}:minutes: min ${Math.floor(seconds % 60)}:seconds: s`;
  return $localize`${Math.floor(seconds / 3600)}:hours: h ${Math.floor((seconds % 3600) / 60)}:minutes: min`;
}

/** Tables whose control totals agree, once what was held back is known: a difference without quarantine never agrees. */
export function agreeing(tables: LoadDetail['tables']): { agree: number; all: number } {
  const totalled = tables.filter(table => table.source_total !== null);
  return { agree: totalled.filter(table => table.source_total === table.published_total || table.quarantined > 0).length, all: totalled.length };
}

/** What of a table is to be known at a glance. */
export function tableState(table: LoadDetail['tables'][number]): { tone: 'gain' | 'late' | 'loss'; word: string } {
  if (table.quarantined) return { tone: 'late', word: $localize`Held back` };
  if (table.source_total !== null && table.source_total !== table.published_total) return { tone: 'loss', word: $localize`Differs` };
  return { tone: 'gain', word: $localize`Agrees` };
}

/** Tables of the warehouse; the others are made of them. */
export function isOfSource(table: LoadDetail['tables'][number]): boolean {
  return table.kind === 'warehouse';
}

/** The difference of a table's control totals in minor units, or a dash where it has none. */
export function difference(table: LoadDetail['tables'][number], c: Conventions): string {
  if (table.source_total === null || table.published_total === null) return '–';
  return amount(table.published_total - table.source_total, c);
}

/** The strip of one load; `others` are the loads of the list, for the usual time. */
export function figuresOf(load: LoadDetail, others: readonly Load[], c: Conventions): LoadFigure[] {
  const source = load.tables.filter(isOfSource).reduce((sum, table) => sum + table.source_rows, 0);
  const totals = agreeing(load.tables);
  const usual = median(others.filter(other => other.state === 'published').map(other => other.seconds ?? 0));
  return [
    endFigure(load, c),
    {
      label: $localize`Load time`, value: lasted(load.seconds), unit: '', line: usual === null ? '' : $localize`median of the list ${lasted(usual)}:time:`, tone: null, from: RECORD,
      meaning: $localize`From the first row read to the day's record, all steps added up.`,
    },
    {
      label: $localize`Rows published`, value: count(load.rows, c), unit: '', line: $localize`of ${count(source, c)}:rows: in the source`, tone: null, from: RECORD,
      meaning: $localize`Rows of the warehouse's tables that readers see; what is made of them is not counted.`,
    },
    {
      from: RECORD, meaning: $localize`Rows held back because they broke a rule; the others of the day are published.`,
      label: $localize`Quarantined`, value: count(load.quarantined, c), unit: plural(load.quarantined, $localize`row`, $localize`rows`),
      line: load.quarantined ? $localize`readers see a note` : $localize`nothing held back`, tone: load.quarantined ? 'late' : null,
    },
    {
      from: RECORD, meaning: $localize`Tables whose sum of amounts is the same in the source and published, or differs by rows held back alone.`,
      label: $localize`Control totals`, value: $localize`${totals.agree}:agree: of ${totals.all}:all:`, unit: '', line: load.quarantined ? $localize`agree with quarantine` : $localize`agree`, tone: totals.agree < totals.all ? 'late' : null,
    },
  ];
}

/** When the try ended, in the bank's zone, and how that stands to the promise. */
function endFigure(load: Load, c: Conventions): LoadFigure {
  const at = { value: load.finished_at ? clockTime(load.finished_at, c) : '–', unit: load.finished_at ? zoneName(load.finished_at, c) : '', from: RECORD };
  if (load.state !== 'published') {
    const line = load.state === 'unchanged' ? $localize`the day stays as it was` : $localize`nothing was published`;
    return { ...at, label: $localize`Ended`, line, tone: null, meaning: $localize`When this try at the day ended. What was published before goes on being served.` };
  }
  const late = lateness(load);
  const meaning = $localize`When the day was put before the readers, and how long before or after the time that the bank promises.`;
  return { ...at, label: $localize`Published`, line: late?.words ?? load.schema, tone: late && (late.minutes > 0 ? 'late' : 'gain'), meaning };
}

/** How the answers stood since yesterday: from the cache, and within which time; none were counted yet: a dash. */
export function answerFigures(all: Calls | null, c: Conventions): LoadFigure[] {
  const share = all?.cache_asked ? ((all.cache_hits / all.cache_asked) * 100).toFixed(1) : null;
  const within = (ms: number | null) => (ms === null ? '> 5,000' : count(ms, c));
  return [
    {
      label: $localize`Answers from cache`, value: share ?? '–', unit: share === null ? '' : '%', tone: null, from: COUNTED,
      line: all?.cache_asked ? $localize`${count(all.cache_hits, c)}:hits: of ${count(all.cache_asked, c)}:asked: since yesterday` : '',
      meaning: $localize`Of the answers that may be kept, those that came from the cache without a query. A new business day begins with none.`,
    },
    {
      label: $localize`API, 99 % within`, value: all?.calls ? within(all.p99) : '–', unit: all?.calls ? $localize`ms` : '', tone: null, from: COUNTED,
      line: all?.calls ? $localize`half within ${within(all.p50)}:time: ms` : '',
      meaning: $localize`The time in which 99 of 100 calls of the API were answered, as the upper bound of its bucket.`,
    },
  ];
}

function median(values: readonly number[]): number | null {
  if (!values.length) return null;
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? null;
}
