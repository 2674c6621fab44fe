import { httpResource } from '@angular/common/http';
import { Component, computed, inject, signal } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute, Router } from '@angular/router';
import { Load, LoadDetail, LoadList, LoadRequestList, Quarantine, UsedRoutesAnswer } from '../../api/models';
import { Answer, kept } from '../../ui/answer';
import { DateText, addDays } from '../../ui/dates';
import { Definition } from '../../ui/definition';
import { Icon } from '../../ui/icon';
import { count } from '../../ui/money';
import { Settings } from '../../ui/settings';
import { Tag, TagTone } from '../../ui/tag';
import { Toasts } from '../../ui/toasts';
import { Publication } from '../publication';
import { AskDialog } from './ask-dialog';
import { AskedFor } from './asked-for';
import { HeldBack } from './held-back';
import { LoadHistory } from './load-history';
import { LoadTables } from './load-tables';
import { LOAD_TONES, STATE_WORDS, answerFigures, figuresOf, isOfSource, lasted, stepWord } from './operator';
import { zoneName } from './promise';
import { PublishedAt } from './published-at';
import { ServiceHealth } from './service-health';
import { UsedMost } from './used-most';

/** One load's figures, steps, tables and what it held back; beside it the promise, what was asked for, the slowest endpoints and the pages used most. */
@Component({
  selector: 'c-loads',
  imports: [Answer, AskDialog, AskedFor, DateText, Definition, HeldBack, Icon, LoadHistory, LoadTables, PublishedAt, ServiceHealth, Tag, UsedMost],
  templateUrl: './loads.html',
  styleUrl: './loads.css',
})
export class Loads {
  private readonly settings = inject(Settings);
  private readonly toasts = inject(Toasts);
  private readonly publication = inject(Publication);
  private readonly router = inject(Router);
  private readonly query = toSignal(inject(ActivatedRoute).queryParamMap);
  /** The load in the address; without one the newest that was more than a look at a day as it was. */
  private readonly chosen = computed(() => Number(this.query()?.get('load')) || null);
  protected readonly answer = httpResource<LoadList>(() => '/api/loads');
  protected readonly loads = kept(this.answer);
  private readonly newest = computed(() => { const list = this.loads()?.results; return list?.find(load => load.state !== 'unchanged') ?? list?.[0]; });
  protected readonly selected = computed(() => this.chosen() ?? this.newest()?.id ?? null);
  protected readonly loadAnswer = httpResource<LoadDetail>(() => this.selected() === null ? undefined : `/api/loads/${this.selected()}`);
  protected readonly load = kept(this.loadAnswer);
  protected readonly quarantine = httpResource<Quarantine>(() => this.load()?.quarantined ? `/api/loads/${this.load()?.id}/quarantine` : undefined);
  protected readonly requestsAnswer = httpResource<LoadRequestList>(() => '/api/loads/requests');
  protected readonly requests = kept(this.requestsAnswer);

  /** The answers of yesterday and today; days are UTC days. */
  protected readonly health = httpResource<UsedRoutesAnswer>(() => {
    const last = new Date().toISOString().slice(0, 10);
    return { url: '/api/usage/calls', params: { first: addDays(last, -1), last } };
  });
  protected readonly figures = computed(() => {
    const one = this.load();
    const c = this.settings.conventions();
    if (!one) return [];
    return [...figuresOf(one, this.loads()?.results ?? [], c), ...answerFigures(this.health.hasValue() ? this.health.value().all : null, c)];
  });
  /** What stands under the header of every reader while the served day, this one, is partly quarantined. */
  protected readonly note = computed(() => {
    const served = this.publication.answer();
    return served?.state === 'quarantined' && served.as_of === this.load()?.as_of ? this.publication.banner()?.text : undefined;
  });
  /** Below what is of unknown height, so not before it. */
  protected readonly mayFollow = computed(() => !this.answer.isLoading() && !this.requestsAnswer.isLoading() || !!(this.loads() && this.requests()));
  protected readonly made = computed(() => this.load()?.tables.filter(table => !isOfSource(table)) ?? []);
  protected readonly mayAsk = computed(() => this.settings.may('loads.ask'));
  /** The day to be asked for while its dialog is open, '' for one that is to be named; null while closed. */
  protected readonly asking = signal<string | null>(null);
  /** The figures' places, kept while the load is awaited. */
  protected readonly places = [1, 2, 3, 4, 5, 6, 7];
  protected readonly took = lasted;
  protected readonly stepWord = stepWord;

  protected choose(load: Load): void {
    void this.router.navigate([], { queryParams: { load: load.id } });
  }

  protected asked(): void {
    this.asking.set(null);
    this.toasts.show($localize`The load is asked for`);
    this.requestsAnswer.reload();
  }

  /** A load that was asked for has ended: the newest is shown. */
  protected ended(): void {
    this.answer.reload();
    void this.router.navigate([], { queryParams: {} });
  }

  protected tone(state: string): TagTone {
    return LOAD_TONES[state] ?? 'info';
  }

  protected number(value: number | null): string {
    return value === null ? '–' : count(value, this.settings.conventions());
  }

  protected zone(at: string): string {
    return zoneName(at, this.settings.conventions());
  }

  protected word(state: string): string {
    return STATE_WORDS[state] ?? state;
  }
}
