import { Component, input, output } from '@angular/core';
import { Icon } from './icon';

/** A filter, in the shared `.chip` (a menu's trigger is a plain `<button class="chip">`): `active` = accent tint with x (press removes), `offered` = outline with chevron, `add` = dashed. */
@Component({
  selector: 'c-chip',
  imports: [Icon],
  template: `<button type="button" [class]="'chip ' + kind()" [attr.aria-label]="kind() === 'active' ? 'Remove filter ' + text() : null" [attr.aria-expanded]="kind() === 'active' ? null : expanded()" (click)="press.emit()">
    @if (kind() === 'add') {<c-icon name="plus" size="14" />}<span>{{ text() }}</span>
    @if (kind() === 'active') {<c-icon name="x" size="14" />}@if (kind() === 'offered') {<c-icon name="chevron-down" size="14" />}</button>`,
  styles: `:host { display: inline-flex; }`,
})
export class Chip {
  readonly text = input.required<string>();
  readonly kind = input<'active' | 'offered' | 'add'>('active');
  readonly expanded = input<boolean | null>(null);
  readonly press = output<void>();
}
