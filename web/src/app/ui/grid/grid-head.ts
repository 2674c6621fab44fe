import { CdkConnectedOverlay } from '@angular/cdk/overlay';
import { Component, input, model, output, signal } from '@angular/core';
import { Icon } from '../icon';
import { Tip } from '../tip';
import { Column, nextSort } from './column';

let made = 0;

/** The grid's head: a press sorts, hover or focus says what a column counts, the box ticks all. */
@Component({
  selector: 'thead[cGridHead]',
  imports: [CdkConnectedOverlay, Icon, Tip],
  templateUrl: './grid-head.html',
  styleUrl: './grid-head.css',
})
export class GridHead<Row> {
  readonly columns = input.required<readonly Column<Row>[]>({ alias: 'cGridHead' });
  readonly sort = model('');
  readonly selectable = input(false);
  readonly ticked = input<'none' | 'some' | 'all'>('none');
  readonly tickedAll = output<void>();
  /** Where the figures come from: said below what a column counts. */
  readonly from = input('');
  /** The column whose head has the pointer or the focus. */
  protected readonly explained = signal<{ column: Column<Row>; at: Element } | null>(null);
  protected readonly tipId = `column-${++made}`;

  protected explain(column: Column<Row>, event: Event): void {
    this.explained.set(column.meaning && event.currentTarget instanceof Element ? { column, at: event.currentTarget } : null);
  }

  protected press(column: Column<Row>): void {
    if (column.sortable) this.sort.set(nextSort(this.sort(), column.key, column.descendingFirst ?? false));
  }

  protected ordered(column: Column<Row>): 'ascending' | 'descending' | null {
    return this.sort() === column.key ? 'ascending' : this.sort() === `-${column.key}` ? 'descending' : null;
  }
}
