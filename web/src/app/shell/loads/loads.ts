import { httpResource } from '@angular/common/http';
import { Component, computed, inject, signal } from '@angular/core';
import { Load, LoadDetail, LoadList, Quarantine } from '../../api/models';
import { Answer, kept } from '../../ui/answer';
import { DateText } from '../../ui/dates';
import { Empty } from '../../ui/empty';
import { amount, count } from '../../ui/money';
import { Settings } from '../../ui/settings';
import { Tag, TagTone } from '../../ui/tag';

const TONES: Record<string, TagTone> = { published: 'gain', unchanged: 'neutral', refused: 'late', failed: 'loss', running: 'info' };

/** The operator's list of loads, and one load's steps, rows and control totals. */
@Component({
  selector: 'c-loads',
  imports: [Answer, DateText, Empty, Tag],
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

  /** `1 min 39 s`, `0.4 s`. */
  protected lasted(seconds: number | null): string {
    if (seconds === null) return '–';
    return seconds < 60 ? `${seconds.toFixed(1)} s` : `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
  }
}
