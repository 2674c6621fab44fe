import { Component, computed, input, output } from '@angular/core';
import { Icon } from './icon';

/**
 * A filter, in the shared `.chip` (a menu's trigger is a plain `<button class="chip">`): `active` = accent tint with x,
 * `offered` = outline with chevron, `add` = dashed. An active chip is taken away by its x; with `editable` the rest of it
 * opens what it was chosen with.
 */
@Component({
  selector: 'c-chip',
  imports: [Icon],
  template: `
    @if (kind() === 'active' && editable()) {
      <span class="chip active pair"><button type="button" class="words" [attr.aria-expanded]="expanded()" (click)="press.emit()">{{ text() }}</button>
        <button type="button" class="away" [attr.aria-label]="removal()" (click)="removed.emit()"><c-icon name="x" size="14" /></button></span>
    } @else if (kind() === 'active') {
      <button type="button" class="chip active" [attr.aria-label]="removal()" (click)="press.emit()"><span>{{ text() }}</span><c-icon name="x" size="14" /></button>
    } @else {
      <button type="button" [class]="'chip ' + kind()" [attr.aria-expanded]="expanded()" (click)="press.emit()">@if (kind() === 'add') {<c-icon name="plus" size="14" />}<span>{{ text() }}</span>@if (kind() === 'offered') {<c-icon name="chevron-down" size="14" />}</button>
    }`,
  styles: `
    :host { display: inline-flex; max-width: 100%; } .pair { padding: 0; gap: 0; overflow: hidden; } .pair button { color: inherit; font: inherit; min-height: 22px; }
    .words { padding: 0 2px 0 8px; max-width: 260px; overflow: hidden; text-overflow: ellipsis; } .away { display: grid; place-items: center; width: 24px; border-radius: var(--r-full); } .away:hover { background: var(--accent-line); }
    .pair button:focus-visible { box-shadow: inset 0 0 0 2px var(--accent); border-radius: var(--r-full); }
    @media (pointer: coarse) { .pair button { min-height: 30px; } .away { width: 32px; } }`,
})
export class Chip {
  readonly text = input.required<string>();
  readonly kind = input<'active' | 'offered' | 'add'>('active');
  readonly editable = input(false);
  readonly expanded = input<boolean | null>(null);
  protected readonly removal = computed(() => $localize`Remove filter ${this.text()}:filter:`);
  readonly press = output<void>();
  readonly removed = output<void>();
}
