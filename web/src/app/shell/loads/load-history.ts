import { Component, computed, inject, input, output } from '@angular/core';
import { Load } from '../../api/models';
import { DateText, clockTime } from '../../ui/dates';
import { Definition } from '../../ui/definition';
import { Empty } from '../../ui/empty';
import { count } from '../../ui/money';
import { Settings } from '../../ui/settings';
import { Tag } from '../../ui/tag';
import { LOAD_TONES, RECORD, STATE_WORDS, TABLE_MEANINGS, lasted } from './operator';
import { lateness } from './promise';

/** Every try at a day, the newest first; a press shows it. */
@Component({
  selector: 'c-load-history',
  imports: [DateText, Definition, Empty, Tag],
  host: { class: 'block', role: 'region', 'aria-labelledby': 'load-history' },
  template: `
    <div class="block-head"><h2 id="load-history" i18n>Business days</h2><span class="unit" i18n>newest first</span></div>
    @if (rows().length) {
      <div class="scroll" tabindex="0" role="region" aria-label="Loads" i18n-aria-label>
        <table class="table folds">
          <caption class="sr-only" i18n>Loads</caption>
          <thead><tr><th scope="col" i18n>Business day</th><th scope="col" class="num" i18n>Try</th><th scope="col" i18n>State</th><th scope="col" class="num" i18n>Ended at</th><th scope="col" i18n>Against the promise</th><th scope="col" class="num"><c-definition label="Took" i18n-label [text]="meanings.took" [source]="record" /></th><th scope="col" class="num"><c-definition label="Held back" i18n-label [text]="meanings.quarantined" [source]="record" /></th></tr></thead>
          <tbody>
            @for (row of rows(); track row.load.id) {
              <tr [class.selected]="row.load.id === selected()">
                <td class="lead"><button type="button" class="day" [attr.aria-pressed]="row.load.id === selected()" (click)="chosen.emit(row.load)">{{ row.load.as_of | cDate: 'weekday' }}</button></td>
                <td class="num" data-head="Try" i18n-data-head>{{ row.load.attempt }}</td>
                <td class="tail"><c-tag [tone]="tones[row.load.state] ?? 'info'">{{ words[row.load.state] ?? row.load.state }}</c-tag></td>
                <td class="num nowrap" data-head="Ended at" i18n-data-head>{{ row.at }}</td>
                <td [class.late]="row.isLate" [class.gain]="row.isKept" data-head="Against the promise" i18n-data-head>{{ row.late }}</td>
                <td class="num" data-head="Took" i18n-data-head>{{ took(row.load.seconds) }}</td><td class="num" [class.late]="row.load.quarantined > 0" data-head="Held back" i18n-data-head>{{ row.held }}</td>
              </tr>
            }
          </tbody>
        </table>
      </div>
    } @else {<c-empty title="No load yet" i18n-title text="Each night’s load appears here with its rows, seconds and control totals." i18n-text />}`,
  styles: `
    :host { display: block; } .scroll { overflow: auto; max-height: 420px; } .selected { background: var(--selected); } .late { color: var(--late); } .gain { color: var(--gain); }
    .day { color: var(--link); font-weight: var(--w-medium); white-space: nowrap; } .day:hover { text-decoration: underline; text-underline-offset: 2px; }`,
})
export class LoadHistory {
  readonly loads = input.required<readonly Load[]>();
  readonly selected = input<number | null>(null);
  readonly chosen = output<Load>();
  private readonly settings = inject(Settings);
  protected readonly rows = computed(() => {
    const c = this.settings.conventions();
    return this.loads().map(load => {
      const late = lateness(load);
      return { load, at: load.finished_at ? clockTime(load.finished_at, c) : '–', late: late?.words ?? '–', isLate: !!late && late.minutes > 0, isKept: !!late && late.minutes <= 0, held: count(load.quarantined, c) };
    });
  });
  protected readonly record = RECORD;
  protected readonly meanings = TABLE_MEANINGS;
  protected readonly tones = LOAD_TONES;
  protected readonly words = STATE_WORDS;
  protected readonly took = lasted;
}
