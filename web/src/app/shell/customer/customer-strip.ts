import { Component, computed, inject, input } from '@angular/core';
import { Definition } from '../../ui/definition';
import { Icon } from '../../ui/icon';
import { MoneyText } from '../../ui/money';
import { Settings } from '../../ui/settings';
import { CustomerAnswer } from './answers';
import { stripFigures } from './strip-figures';

/** The customer's figures between hairlines: value, then one line of change or of what comes next. */
@Component({
  selector: 'c-customer-strip',
  imports: [Definition, Icon, MoneyText],
  template: `
    <dl>
      @for (figure of figures(); track figure.key) {
        <div>
          <dt><c-definition [label]="figure.label" [text]="figure.meaning" [exact]="figure.exact" [from]="figure.from" /></dt>
          <dd class="value"><c-money [minor]="figure.value" /></dd>
          <dd class="line">
            @if (figure.note; as note) {<span [class.late]="note.late">@if (note.late) {<c-icon name="clock" size="14" />} {{ note.text }}</span>}
            @for (one of figure.changes; track one.over) {<span>{{ one.over }} <span [class]="one.change.tone">{{ one.change.arrow }} {{ one.change.text }}</span></span>}
          </dd>
        </div>
      }
    </dl>`,
  styles: `
    dl { display: grid; grid-auto-columns: 1fr; grid-auto-flow: column; border-top: 1px solid var(--text); border-bottom: var(--hair); }
    div { padding: 6px var(--s-1) 10px var(--s-3); border-left: var(--hair); min-width: 0; }
    div:first-child { border-left: 0; padding-left: 0; }
    dt { font: var(--t-12); color: var(--text-2); }
    .value { font: var(--t-20); font-weight: var(--w-medium); --money-unit-size: 12px; }
    .line { display: flex; flex-wrap: wrap; gap: 0 6px; font: var(--t-12); color: var(--text-2); min-height: 16px; }
    .line > span { white-space: nowrap; }
    .late { color: var(--late); } .late c-icon { vertical-align: -2px; } .flat { color: var(--text-3); }
    @media (min-width: 1200px) { :host-context(.beside) dl { grid-auto-flow: row; grid-template-columns: repeat(4, 1fr); } :host-context(.beside) div:nth-child(4n+1) { border-left: 0; padding-left: 0; } :host-context(.beside) div:nth-child(n+5) { border-top: var(--hair); } }
    @media (max-width: 1199px) { dl { grid-auto-flow: row; grid-template-columns: repeat(4, 1fr); } div:nth-child(4n+1) { border-left: 0; padding-left: 0; } div:nth-child(n+5) { border-top: var(--hair); } }
    @media (max-width: 719px) {
      dl { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); } .line > span { white-space: normal; }
      div { padding: var(--s-2) 0 var(--s-2) var(--s-3); border-top: var(--hair); }
      div:nth-child(-n+2) { border-top: 0; }
      div:last-child:nth-child(odd) { grid-column: 1 / -1; }
      div:nth-child(4n+1), div:nth-child(odd) { border-left: 0; padding-left: 0; }
    }`,
})
export class CustomerStrip {
  readonly answer = input.required<CustomerAnswer>();
  private readonly settings = inject(Settings);
  protected readonly figures = computed(() => stripFigures(this.answer(), this.settings.conventions()));
}
