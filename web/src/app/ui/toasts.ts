import { Component, Injectable, inject, signal } from '@angular/core';
import { Icon } from './icon';

const SHOWN_MS = 6000;
interface Toast { text: string; undo?: () => void }

/** One short word of success at a time, with Undo where possible. Errors never toast. */
@Injectable({ providedIn: 'root' })
export class Toasts {
  readonly current = signal<Toast | null>(null);
  private timer: ReturnType<typeof setTimeout> | undefined;

  show(text: string, undo?: () => void): void {
    clearTimeout(this.timer);
    this.current.set(undo ? { text, undo } : { text });
    this.timer = setTimeout(() => this.current.set(null), SHOWN_MS);
  }

  close(): void {
    clearTimeout(this.timer);
    this.current.set(null);
  }
}

@Component({
  selector: 'c-toast',
  imports: [Icon],
  host: { role: 'status' },
  template: `@if (toasts.current(); as toast) {<div><c-icon name="check" /> {{ toast.text }}@if (toast.undo; as undo) { <button type="button" (click)="undo(); toasts.close()" i18n>Undo</button>}</div>}`,
  styles: `
    :host { position: fixed; z-index: var(--z-toast); left: var(--gutter); bottom: var(--gutter); }
    div { display: flex; align-items: center; gap: 10px; padding: 10px var(--s-4); border-radius: var(--r-1); background: var(--n-12); color: var(--n-1); box-shadow: var(--shadow); }
    button { font-weight: var(--w-medium); text-decoration: underline; text-underline-offset: 2px; }
    @media (max-width: 719px) { :host { bottom: 72px; right: var(--gutter); } }`,
})
export class ToastPlace {
  protected readonly toasts = inject(Toasts);
}
