import { httpResource } from '@angular/common/http';
import { Component, computed, inject, input, linkedSignal } from '@angular/core';
import { Answer } from '../../ui/answer';
import { DateText, fullDate } from '../../ui/dates';
import { Definition } from '../../ui/definition';
import { Empty } from '../../ui/empty';
import { Icon } from '../../ui/icon';
import { amount, MoneyText, symbol } from '../../ui/money';
import { Screen } from '../../ui/screen';
import { Settings } from '../../ui/settings';
import { Tag } from '../../ui/tag';
import { AccountDetail } from './account-detail';
import { counts, families, isOpen, peopleText, rateText } from './account-rows';
import { roleWord, statusWord } from './words';
import { Account, AccountsAnswer } from './answers';

/** Every account and facility by family, its totals first; a row opens to its facts and its own trend. */
@Component({
  selector: 'c-accounts-tab',
  imports: [AccountDetail, Answer, DateText, Definition, Empty, Icon, MoneyText, Tag],
  templateUrl: './accounts-tab.html',
  styles: `
    :host { display: block; padding-top: var(--s-3); }
    .family th { font: var(--t-12); font-weight: var(--w-strong); color: var(--text); padding-top: var(--s-3); height: 36px; border-bottom: 1px solid var(--line-strong); } .family td { padding-top: var(--s-3); border-bottom: 1px solid var(--line-strong); font-weight: var(--w-strong); }
    .table .family:hover, .table .opened:hover { background: none; }
    .name button { display: inline-flex; align-items: center; gap: 4px; min-height: 28px; text-align: left; } .name c-tag { margin-left: var(--s-2); vertical-align: middle; } .name c-icon { color: var(--text-3); }
    .people { max-width: 260px; } .late { color: var(--late); } .closed td { color: var(--text-3); } .under { display: block; padding-left: 18px; font: var(--t-12); }
    .scroll { overflow-x: auto; } :host-context(.beside) .wide { display: none; } @media (max-width: 1199px) { .wide { display: none; } }
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
  protected readonly heads = { closing: $localize`Closing, ${symbol(this.settings.conventions().currency)}:currency:` };
  protected readonly ledger = $localize`accounts and daily balances of the warehouse`;
  protected readonly meanings = {
    closing: $localize`Balance at the end of the business day. What is owed on loans and cards is negative.`,
    change: $localize`Closing balance less that of the day before.`,
    average: $localize`Average of the daily closing balances since the first of the month.`,
    rate: $localize`Interest a year that the account pays or costs.`,
    limit: $localize`How much may be owed on a card or an overdraft.`,
    overdue: $localize`Days since the oldest instalment that is not paid.`,
  };
  protected readonly role = roleWord;
  protected readonly status = statusWord;
  protected readonly rate = rateText;
  protected readonly people = peopleText;
  protected readonly isOpen = isOpen;

  protected toggle(account: string): void {
    this.opened.update(before => (before === account ? null : account));
  }

  /** A phone's second line: rate, maturity, limit, days overdue. */
  protected under(account: Account): string {
    const c = this.settings.conventions();
    return [
      account.interest_rate === null ? '' : `${rateText(account.interest_rate)}\u00a0%`,
      account.matures_on ? $localize`matures ${fullDate(account.matures_on, c)}:date:` : '',
      account.credit_limit ? $localize`limit ${amount(account.credit_limit, c)}:amount:` : '',
      account.overdue_days ? $localize`${account.overdue_days}:days: d overdue` : '',
    ].filter(Boolean).join(' · ');
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
