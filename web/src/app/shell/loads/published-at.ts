import { Component, computed, inject, input } from '@angular/core';
import { Load } from '../../api/models';
import { Chart } from '../../ui/chart/chart';
import { plural } from '../../ui/plural';
import { Settings } from '../../ui/settings';
import { published, publishedEnds, publishedOption, publishedReadout, publishedTable, zoneName } from './promise';

/** When each day of the list was put before the readers, by time of day, beside the time that is promised. */
@Component({
  selector: 'c-published-at',
  imports: [Chart],
  host: { class: 'block' },
  template: `@if (points().length) {<c-chart title="Published at" i18n-title [meaning]="meaning" [from]="from" [unit]="unit()" [option]="option()" [readout]="readout()" [table]="table()" [ends]="ends()" [height]="156" />}`,
  styles: `:host { display: block; }`,
})
export class PublishedAt {
  readonly loads = input.required<readonly Load[]>();
  private readonly settings = inject(Settings);
  protected readonly points = computed(() => published(this.loads(), this.settings.conventions()));
  protected readonly unit = computed(() => {
    const last = this.points().at(-1)?.load.finished_at;
    const zone = last ? zoneName(last, this.settings.conventions()) : '';
    const many = this.points().length;
    return plural(many, $localize`${zone}:zone:, 1 load`, $localize`${zone}:zone:, ${many}:loads: loads`);
  });
  protected readonly option = computed(() => publishedOption(this.points(), this.settings.conventions()));
  protected readonly ends = computed(() => publishedEnds(this.points(), this.settings.conventions()));
  protected readonly readout = computed(() => publishedReadout(this.points(), this.settings.conventions()));
  protected readonly table = computed(() => publishedTable(this.points(), this.settings.conventions()));
  protected readonly meaning = $localize`When each business day was first put before the readers. The bank promises it for a time of the morning after.`;
  protected readonly from = $localize`From the record of the loads`;
}
