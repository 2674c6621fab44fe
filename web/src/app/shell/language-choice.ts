import { Component, inject, signal } from '@angular/core';
import { Language, language, languages } from '../ui/language';
import { LanguageQuestion, LanguageSwitch } from './language-question';

/** Every language by its own name, before someone is signed in; absent while there is one alone. */
@Component({
  selector: 'c-language-choice',
  imports: [LanguageQuestion],
  host: { role: 'group', '[attr.aria-label]': 'label' },
  template: `@if (all().length > 1) {@for (one of all(); track one.code) {<button type="button" [lang]="one.code" [attr.aria-pressed]="one.code === current" (click)="languages.to(one.code)">{{ one.name }}</button>}}<c-language-question />`,
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
  protected readonly languages = inject(LanguageSwitch);

  constructor() {
    void languages().then(all => this.all.set(all)).catch(() => undefined);
  }
}
