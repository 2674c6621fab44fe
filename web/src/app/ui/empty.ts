import { Component, input } from '@angular/core';

/** What would be here, then the action (projected). */
@Component({
  selector: 'c-empty',
  template: `<p class="title">{{ title() }}</p>@if (text()) {<p class="text">{{ text() }}</p>}<div class="act"><ng-content /></div>`,
  styles: `:host { display: block; padding: var(--s-3) 0; } .title { font-weight: var(--w-strong); } .text { color: var(--text-2); max-width: 60ch; } .act:not(:empty) { margin-top: var(--s-2); }`,
})
export class Empty {
  readonly title = input.required<string>();
  readonly text = input<string>('');
}
