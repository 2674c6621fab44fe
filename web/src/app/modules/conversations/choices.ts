import { Component, ElementRef, computed, inject, input, model, signal } from '@angular/core';
import { Icon } from '../../ui/icon';
import { Choice } from './words';

/**
 * One-press options: one of them, or any number with `many`. One stop of the Tab key; arrow keys move within,
 * a digit presses the option of that place.
 */
@Component({
  selector: 'c-choices',
  imports: [Icon],
  host: { role: 'group', '[attr.aria-label]': 'label()', '(keydown)': 'key($event)' },
  template: `
    <span class="label" aria-hidden="true">{{ label() }}</span>
    <div class="row">
      @for (option of options(); track option.value) {
        <button type="button" class="button" [attr.aria-pressed]="chosen().has(option.value)" [tabindex]="$index === stop() ? 0 : -1" (focus)="at.set($index)" (click)="press(option.value)">
          @if (many() && chosen().has(option.value)) {<c-icon name="check" size="14" />} @else if (option.icon; as icon) {<c-icon [name]="icon" size="14" />}{{ option.label }}
        </button>
      }
    </div>`,
  styles: `
    :host { display: block; } .label { display: block; font: var(--t-12); color: var(--text-2); margin-bottom: 4px; }
    .row { display: flex; flex-wrap: wrap; gap: 6px; }
    .button { font-weight: var(--w-regular); } .button[aria-pressed="true"] { font-weight: var(--w-medium); }`,
})
export class Choices {
  readonly options = input.required<readonly Choice<string>[]>();
  readonly label = input.required<string>();
  readonly many = input(false);
  /** Whether pressing the chosen one again takes it back. */
  readonly optional = input(false);
  readonly value = model.required<readonly string[]>();
  protected readonly chosen = computed(() => new Set(this.value()));
  protected readonly at = signal<number | null>(null);
  /** Where Tab stops: where the reader was, else the chosen option, else the first. */
  protected readonly stop = computed(() => this.at() ?? Math.max(0, this.options().findIndex(option => this.chosen().has(option.value))));
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;

  protected press(option: string): void {
    const held = this.chosen().has(option);
    if (this.many()) this.value.set(held ? this.value().filter(one => one !== option) : [...this.value(), option]);
    else if (!held) this.value.set([option]);
    else if (this.optional()) this.value.set([]);
  }

  protected key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const options = this.options();
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const place = step ? (this.stop() + step + options.length) % options.length : Number(event.key) - 1;
    const option = options[place];
    if (!option) return;
    event.preventDefault();
    this.host.querySelectorAll('button').item(place).focus();
    if (!step) this.press(option.value);
  }
}
