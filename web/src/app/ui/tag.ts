import { Component, input } from '@angular/core';
import { Icon, IconName } from './icon';

export type TagTone = 'neutral' | 'gain' | 'loss' | 'late' | 'risk' | 'info';

/** A stated fact: 20 px, square, never pressed. */
@Component({
  selector: 'c-tag',
  imports: [Icon],
  host: { '[class]': 'tone()' },
  template: `@if (icon(); as name) {<c-icon [name]="name" size="14" />}<ng-content />`,
  styles: `
    :host { display: inline-flex; align-items: center; vertical-align: middle; gap: 4px; height: 20px; padding: 0 6px; border-radius: var(--r-1); font: var(--t-12); font-weight: var(--w-medium); white-space: nowrap; background: var(--hover); color: var(--text-2); }
    :host(.gain) { background: var(--gain-bg); color: var(--gain); } :host(.loss) { background: var(--loss-bg); color: var(--loss); }
    :host(.late) { background: var(--late-bg); color: var(--late); } :host(.risk) { background: var(--risk-bg); color: var(--risk); }
    :host(.info) { background: var(--info-bg); color: var(--info); }`,
})
export class Tag {
  readonly tone = input<TagTone>('neutral');
  readonly icon = input<IconName | null>(null);
}
