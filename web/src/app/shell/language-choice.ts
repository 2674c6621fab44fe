import { Component, signal } from '@angular/core';
import { Language, choose, language, languages } from '../ui/language';

/** Every language by its own name, before someone is signed in; absent while there is one alone. */
@Component({
  selector: 'c-language-choice',
  host: { role: 'group', '[attr.aria-label]': 'label' },
  template: `@if (all().length > 1) {@for (one of all(); track one.code) {<button type="button" [lang]="one.code" [attr.aria-pressed]="one.code === current" (click)="choose(one.code)">{{ one.name }}</button>}}`,
  styles: `
    :host { display: flex; gap: var(--s-4); }
    button { font: var(--t-12); color: var(--text-2); } button:hover { color: var(--text); text-decoration: underline; }
    button[aria-pressed="true"] { color: var(--text); font-weight: var(--w-strong); }
    @media (pointer: coarse) { button { min-height: 32px; } }`,
})
export class LanguageChoice {
  protected readonly label = $localize`Language`;
  protected readonly all = signal<Language[]>([]);
  protected readonly current = language();
  protected readonly choose = choose;

  constructor() {
    void languages().then(all => this.all.set(all)).catch(() => undefined);
  }
}
