import { NgTemplateOutlet } from '@angular/common';
import { Component, input } from '@angular/core';
import { Drawn } from './drawn';

/** One row of the grid, drawn anew only when it shows another: keys and presses are heard by the grid itself. */
@Component({
  selector: 'tr[cGridRow]',
  imports: [NgTemplateOutlet],
  host: {
    class: 'row',
    '[class.selected]': 'ticked()',
    '[attr.aria-selected]': 'selectable() ? ticked() : null',
    '[attr.data-at]': 'drawn().at',
    '[attr.aria-rowindex]': 'drawn().at + 1',
    '[tabindex]': 'current() ? 0 : -1',
  },
  templateUrl: './grid-row.html',
  styleUrl: './grid-row.css',
})
export class GridRow<Row> {
  readonly drawn = input.required<Drawn<Row>>({ alias: 'cGridRow' });
  readonly selectable = input(false);
  readonly ticked = input(false);
  /** Whether Tab leads here. */
  readonly current = input(false);
}
