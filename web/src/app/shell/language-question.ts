import { Component, Injectable, inject, signal } from '@angular/core';
import { Drafts } from '../modules/conversations/drafts';
import { Dialog } from '../ui/dialog';
import { choose, language } from '../ui/language';
import { Unsaved } from '../ui/unsaved';

/** Another language loads the page anew, and what is being written lives in memory alone: while there is such a text, it is asked first. */
@Injectable({ providedIn: 'root' })
export class LanguageSwitch {
  private readonly drafts = inject(Drafts);
  private readonly unsaved = inject(Unsaved);
  /** The language whose choice waits for an answer. */
  readonly asked = signal<string | null>(null);

  to(code: string): void {
    if (code !== language() && (this.drafts.any() || this.unsaved.any())) this.asked.set(code);
    else choose(code);
  }
}

@Component({
  selector: 'c-language-question',
  imports: [Dialog],
  template: `
    @if (languages.asked(); as code) {
      <c-dialog title="Leave what you typed?" i18n-title (closed)="languages.asked.set(null)"><p i18n>Another language loads the page anew. What you began to write is not saved.</p>
        <button slot="actions" type="button" class="button" autofocus (click)="languages.asked.set(null)" i18n>Keep writing</button>
        <button slot="actions" type="button" class="button primary" (click)="leave(code)" i18n>Leave</button></c-dialog>
    }`,
})
export class LanguageQuestion {
  protected readonly languages = inject(LanguageSwitch);
  protected readonly leave = choose;
}
