import { Component, input, output } from '@angular/core';
import { Icon } from './icon';

/** A filter: `active` = accent tint with x (press removes), `offered` = outline with chevron, `add` = dashed. */
@Component({
  selector: 'c-chip',
  imports: [Icon],
  template: `<button type="button" [class]="'chip ' + kind()" [attr.aria-label]="kind() === 'active' ? 'Remove filter ' + text() : null" [attr.aria-expanded]="kind() === 'active' ? null : expanded()" (click)="press.emit()">
    @if (kind() === 'add') {<c-icon name="plus" size="14" />}<span>{{ text() }}</span>
    @if (kind() === 'active') {<c-icon name="x" size="14" />}@if (kind() === 'offered') {<c-icon name="chevron-down" size="14" />}</button>`,
  styles: `
    :host { display: inline-flex; }
    .chip { display: inline-flex; align-items: center; gap: 4px; min-height: 24px; padding: 0 8px; font: var(--t-12); border: 1px solid var(--line-strong); border-radius: var(--r-full); color: var(--text-2); white-space: nowrap; }
    .chip:hover { background: var(--hover); color: var(--text); }
    .active { background: var(--accent-bg); border-color: var(--accent-line); color: var(--accent); font-weight: var(--w-medium); }
    .add { border-style: dashed; }
    @media (pointer: coarse) { .chip { min-height: 32px; } }`,
})
export class Chip {
  readonly text = input.required<string>();
  readonly kind = input<'active' | 'offered' | 'add'>('active');
  readonly expanded = input<boolean | null>(null);
  readonly press = output<void>();
}
