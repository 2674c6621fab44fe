import { Component, computed, inject, input } from '@angular/core';
import { EmiReach } from '../../api/models/emi-reach';
import { DateText, shortDate } from '../../ui/dates';
import { Definition } from '../../ui/definition';
import { Empty } from '../../ui/empty';
import { Icon } from '../../ui/icon';
import { MoneyText, shortText } from '../../ui/money';
import { Conventions, Settings } from '../../ui/settings';
import { NextEvent } from './answers';

const MOST = 6;

/** What falls due next: maturities, EMIs, standing instructions; and whether the balances cover the EMIs. */
@Component({
  selector: 'c-next-events',
  imports: [DateText, Definition, Empty, Icon, MoneyText],
  template: `
    <section class="block" aria-labelledby="next-events">
      <div class="block-head"><h2 id="next-events"><c-definition label="Next maturities and EMIs" i18n-label [text]="meaning" [from]="ledger" /></h2></div>
      <ul>
        @for (event of shown(); track $index) {
          <li><span class="second on">{{ event.on | cDate: 'short' }}</span><span>{{ event.words }} @if (!event.words.includes(event.account)) {<span class="second">{{ event.account }}</span>}</span>
            <span class="num">{{ event.amount > 0 ? '+' : '' }}<c-money [minor]="event.amount" as="amount" /></span></li>
        } @empty {<c-empty title="Nothing due" i18n-title text="Maturities, EMIs and standing instructions appear here with their dates." i18n-text />}
      </ul>
      @if (covered(); as said) {<p class="reach" [class.late]="reach()?.short_on"><c-icon [name]="reach()?.short_on ? 'triangle-alert' : 'info'" size="14" /> {{ said }}</p>}
    </section>`,
  styles: `
    li { display: grid; grid-template-columns: 84px minmax(0, 1fr) auto; gap: var(--s-2); align-items: center; min-height: 28px; border-bottom: 1px solid var(--line-soft); }
    li:last-child { border-bottom: var(--hair); }
    .reach { display: flex; gap: 6px; padding-top: var(--s-2); font: var(--t-12); color: var(--text-2); } .reach c-icon { flex: none; margin-top: 1px; } .reach.late { color: var(--late); }`,
})
export class NextEvents {
  protected readonly meaning = $localize`Maturities and instalments of the accounts this customer is the first holder of, and standing instructions, soonest first; money that comes in has a plus.`;
  protected readonly ledger = $localize`accounts and standing instructions of the warehouse`;
  readonly events = input.required<NextEvent[]>();
  readonly reach = input<EmiReach | null>(null);
  readonly asOf = input.required<string>();
  private readonly settings = inject(Settings);
  protected readonly shown = computed(() => this.events().slice(0, MOST).map(event => ({ ...event, words: eventWords(event) })));
  protected readonly covered = computed(() => reachText(this.reach(), this.asOf(), this.settings.conventions()));
}

/** `Home loan EMI`, `TD matures`; a standing instruction by whom it pays. */
export function eventWords(event: NextEvent): string {
  if (event.kind === 'emi') return $localize`${event.product}:product: EMI`;
  if (event.kind !== 'maturity') return event.label;
  return /^term deposit/i.test(event.product ?? '') ? $localize`TD matures` : $localize`${event.product}:product: matures`;
}

/** Whether savings and current balances of today pay the EMIs to come; nothing without an EMI. */
export function reachText(reach: EmiReach | null, asOf: string, c: Conventions): string {
  if (!reach) return '';
  if (reach.short_on) return $localize`Today’s balances do not cover the EMI of ${shortDate(reach.short_on, asOf, c)}:date:: ${shortText(reach.short_by ?? 0, c)}:amount: short.`;
  return reach.reaches_to ? $localize`Today’s balances cover all EMIs to ${shortDate(reach.reaches_to, asOf, c)}:date:.` : '';
}
