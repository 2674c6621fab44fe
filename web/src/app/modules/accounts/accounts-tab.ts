import { httpResource } from '@angular/common/http';
import { Component, computed, inject, input, linkedSignal } from '@angular/core';
import { Answer } from '../../ui/answer';
import { DateText } from '../../ui/dates';
import { Empty } from '../../ui/empty';
import { Icon } from '../../ui/icon';
import { amount, MoneyText, symbol } from '../../ui/money';
import { Screen } from '../../ui/screen';
import { Settings } from '../../ui/settings';
import { Tag } from '../../ui/tag';
import { AccountDetail } from './account-detail';
import { counts, families, isOpen, peopleText, rateText } from './account-rows';
import { Account, AccountsAnswer } from './answers';

/** Every account and facility by family, its totals first; a row opens to its facts and its own trend. */
@Component({
  selector: 'c-accounts-tab',
  imports: [AccountDetail, Answer, DateText, Empty, Icon, MoneyText, Tag],
  templateUrl: './accounts-tab.html',
  styles: `
    :host { display: block; padding-top: var(--s-3); }
    .family th { font: var(--t-12); font-weight: var(--w-strong); color: var(--text); padding-top: var(--s-3); height: 36px; border-bottom: 1px solid var(--line-strong); } .family td { padding-top: var(--s-3); border-bottom: 1px solid var(--line-strong); font-weight: var(--w-strong); }
    .table .family:hover, .table .opened:hover { background: none; }
    .name button { display: inline-flex; align-items: center; gap: 4px; min-height: 28px; } .name c-tag { margin-left: var(--s-2); vertical-align: middle; } .name c-icon { color: var(--text-3); }
    .people { max-width: 260px; } .late { color: var(--late); } .closed td { color: var(--text-3); } .under { display: block; padding-left: 18px; font: var(--t-12); }
    .phone .name { padding-block: 6px; white-space: normal; }`,
})
export class AccountsTab {
  readonly customerId = input.required<string>();
  private readonly settings = inject(Settings);
  protected readonly phone = inject(Screen).phone;
  protected readonly answer = httpResource<AccountsAnswer>(() => `/api/customers/${encodeURIComponent(this.customerId())}/accounts`);
  protected readonly opened = linkedSignal<string, string | null>({ source: this.customerId, computation: () => null });
  private readonly accounts = computed(() => (this.answer.hasValue() ? this.answer.value().results : []));
  protected readonly groups = computed(() => families(this.accounts()));
  protected readonly all = computed(() => {
    const owned = this.accounts().filter(counts);
    const sum = (of: (account: Account) => number | null) => owned.reduce((total, account) => total + (of(account) ?? 0), 0);
    return { closing: sum(one => one.closing), change: sum(one => one.change_day), average: sum(one => one.month_average) };
  });
  protected readonly sign = computed(() => symbol(this.settings.conventions().currency));
  protected readonly rate = rateText;
  protected readonly people = peopleText;
  protected readonly isOpen = isOpen;

  protected toggle(account: string): void {
    this.opened.update(before => (before === account ? null : account));
  }

  protected below(account: Account): boolean {
    return isOpen(account) && !!account.minimum_balance && account.closing < account.minimum_balance;
  }

  protected uninstructed(account: Account): boolean {
    return !!account.matures_on && account.family.startsWith('term_deposit') && (!account.renewal || account.renewal === 'none');
  }

  /** A change with its sign; a plain zero for none. */
  protected signed(minor: number | null): string {
    if (minor === null) return '–';
    return (minor > 0 ? '+' : '') + amount(minor, this.settings.conventions());
  }
}
