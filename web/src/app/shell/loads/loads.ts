import { httpResource } from '@angular/common/http';
import { Component, computed, inject, signal } from '@angular/core';
import { Load, LoadDetail, LoadList, Quarantine, UsedRoutesAnswer } from '../../api/models';
import { Answer, kept } from '../../ui/answer';
import { DateText, addDays, clockTime } from '../../ui/dates';
import { Definition } from '../../ui/definition';
import { Empty } from '../../ui/empty';
import { ExportButton } from '../../ui/export-button';
import { Icon } from '../../ui/icon';
import { amount, count } from '../../ui/money';
import { Settings } from '../../ui/settings';
import { Tag, TagTone } from '../../ui/tag';
import { RECORD, STATE_WORDS, TABLE_MEANINGS, answerFigures, difference, figuresOf, isOfSource, lasted, reasons, stepWord, tableState } from './operator';
import { ServiceHealth } from './service-health';

const TONES: Record<string, TagTone> = { published: 'gain', unchanged: 'neutral', refused: 'late', failed: 'loss', running: 'info' };

/** One load's figures, steps, tables and what it held back; the list of loads and the slowest answers beside. */
@Component({
  selector: 'c-loads',
  imports: [Answer, DateText, Definition, Empty, ExportButton, Icon, ServiceHealth, Tag],
  templateUrl: './loads.html',
  styleUrl: './loads.css',
})
export class Loads {
  private readonly settings = inject(Settings);
  private readonly chosen = signal<number | null>(null);
  protected readonly answer = httpResource<LoadList>(() => '/api/loads');
  protected readonly loads = kept(this.answer);
  protected readonly selected = computed(() => this.chosen() ?? this.loads()?.results[0]?.id ?? null);
  protected readonly loadAnswer = httpResource<LoadDetail>(() => this.selected() === null ? undefined : `/api/loads/${this.selected()}`);
  protected readonly load = kept(this.loadAnswer);
  protected readonly quarantine = httpResource<Quarantine>(() => this.load()?.quarantined ? `/api/loads/${this.load()?.id}/quarantine` : undefined);

  /** The answers of yesterday and today; days are UTC days. */
  protected readonly health = httpResource<UsedRoutesAnswer>(() => {
    const last = new Date().toISOString().slice(0, 10);
    return { url: '/api/usage/calls', params: { first: addDays(last, -1), last } };
  });
  protected readonly heldBack = computed(() => reasons(this.quarantine.hasValue() ? this.quarantine.value().results : []));
  protected readonly figures = computed(() => {
    const one = this.load();
    const c = this.settings.conventions();
    if (!one) return [];
    const answers = answerFigures(this.health.hasValue() ? this.health.value().all : null, c);
    return [...figuresOf(one, this.loads()?.results ?? [], c, one.finished_at ? clockTime(one.finished_at, c) : '–'), ...answers];
  });
  protected readonly tables = computed(() => this.load()?.tables.filter(isOfSource) ?? []);
  protected readonly made = computed(() => this.load()?.tables.filter(table => !isOfSource(table)) ?? []);
  protected readonly record = RECORD;
  protected readonly meanings = TABLE_MEANINGS;
  /** The figures' places, kept while the load is awaited. */
  protected readonly places = [1, 2, 3, 4, 5, 6, 7];
  protected readonly took = lasted;
  protected readonly stepWord = stepWord;
  protected readonly stateOf = tableState;

  protected choose(load: Load): void {
    this.chosen.set(load.id);
  }

  protected tone(state: string): TagTone {
    return TONES[state] ?? 'info';
  }

  protected number(value: number | null): string {
    return value === null ? '–' : count(value, this.settings.conventions());
  }

  protected total(minor: number | null): string {
    return minor === null ? '–' : amount(minor, this.settings.conventions());
  }

  protected difference(table: LoadDetail['tables'][number]): string {
    return difference(table, this.settings.conventions());
  }

  protected word(state: string): string {
    return STATE_WORDS[state] ?? state;
  }
}
