import { CdkMenu, CdkMenuItem, CdkMenuItemCheckbox, CdkMenuTrigger } from '@angular/cdk/menu';
import { Component, computed, input, output } from '@angular/core';
import { Icon } from '../../ui/icon';
import { COLUMNS, USUAL } from './customer-columns';

/** Which columns the grid shows; the order is the house's. */
@Component({
  selector: 'c-column-menu',
  imports: [CdkMenu, CdkMenuItem, CdkMenuItemCheckbox, CdkMenuTrigger, Icon],
  template: `
    <button type="button" class="button quiet" data-use="book.columns" [cdkMenuTriggerFor]="columns"><c-icon name="columns-3" [size]="14" /> <span i18n>Columns</span></button>
    <ng-template #columns><div class="menu" cdkMenu>
      @for (column of all; track column.key) {
        <button type="button" cdkMenuItemCheckbox [cdkMenuItemChecked]="shown().includes(column.key)" (cdkMenuItemTriggered)="flip(column.key)"><span class="tick">{{ shown().includes(column.key) ? '✓' : '' }}</span>{{ column.label }}</button>
      }
      <hr><button type="button" cdkMenuItem (cdkMenuItemTriggered)="chosen.emit([])" i18n>The usual columns</button>
    </div></ng-template>`,
  styles: `:host { display: contents; } .button { order: 8; min-height: 24px; } .menu { max-height: min(560px, calc(100dvh - 120px)); overflow-y: auto; } .menu button { min-height: 28px; } .tick { width: 14px; color: var(--accent); }`,
})
export class ColumnMenu {
  /** Keys of the chosen columns; none are the usual ones. */
  readonly cols = input.required<readonly string[]>();
  readonly chosen = output<string[]>();
  protected readonly all = COLUMNS;
  protected readonly shown = computed(() => this.cols().length ? this.cols() : USUAL);

  protected flip(key: string): void {
    const wanted = new Set(this.shown());
    if (!wanted.delete(key)) wanted.add(key);
    const next = COLUMNS.map(column => column.key).filter(one => wanted.has(one));
    this.chosen.emit(next.join() === USUAL.join() ? [] : next);
  }
}
