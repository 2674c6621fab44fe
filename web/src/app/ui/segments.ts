import { Component, input, model } from '@angular/core';

export interface Segment<T extends string = string> { value: T; label: string }

/** One of a few, side by side: periods, views. Arrow keys move, as in a radio group. */
@Component({
  selector: 'c-segments',
  host: { role: 'radiogroup', '[attr.aria-label]': 'label()', '(keydown)': 'moved($event)' },
  template: `@for (option of options(); track option.value) {
    <button type="button" role="radio" [attr.aria-checked]="option.value === value()" [tabindex]="option.value === value() ? 0 : -1" (click)="value.set(option.value)">{{ option.label }}</button>}`,
  styles: `
    :host { display: inline-flex; border: 1px solid var(--line-strong); border-radius: var(--r-1); }
    button { min-height: 22px; padding: 0 8px; font: var(--t-12); color: var(--text-2); border-left: 1px solid var(--line-strong); white-space: nowrap; }
    button:first-child { border-left: 0; }
    button:hover { background: var(--hover); }
    button[aria-checked="true"] { background: var(--pressed); color: var(--text); font-weight: var(--w-medium); }
    @media (pointer: coarse) { button { min-height: 32px; } }`,
})
export class Segments {
  readonly options = input.required<readonly Segment[]>();
  readonly label = input.required<string>();
  readonly value = model.required<string>();

  protected moved(event: KeyboardEvent): void {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const options = this.options();
    const at = options.findIndex(option => option.value === this.value());
    const next = options[(at + step + options.length) % options.length];
    if (!next) return;
    this.value.set(next.value);
    const buttons = (event.currentTarget as HTMLElement).querySelectorAll('button');
    (buttons[options.indexOf(next)] as HTMLElement | undefined)?.focus();
  }
}
