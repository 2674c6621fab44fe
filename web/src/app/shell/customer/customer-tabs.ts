import { Component, computed, input } from '@angular/core';
import { RouterLink, RouterLinkActive } from '@angular/router';
import { Icon, IconName } from '../../ui/icon';
import { CustomerAnswer } from './answers';

interface Place { path: string; name: string; icon: IconName; count: number | null }

/** The customer's tabs; on a phone the bar at the bottom. */
@Component({
  selector: 'c-customer-tabs',
  imports: [Icon, RouterLink, RouterLinkActive],
  template: `
    <nav aria-label="Customer">
      @for (tab of tabs(); track tab.path) {
        <a [routerLink]="tab.path ? [base(), tab.path] : [base()]" routerLinkActive="here" ariaCurrentWhenActive="page" [routerLinkActiveOptions]="{ paths: 'exact', queryParams: 'ignored', fragment: 'ignored', matrixParams: 'ignored' }">
          <c-icon [name]="tab.icon" size="20" /><span>{{ tab.name }}</span>
          @if (tab.count !== null) {<span class="count">{{ tab.count }}</span>}
        </a>
      }
    </nav>`,
  styles: `
    nav { display: flex; gap: var(--s-5); border-bottom: var(--hair); overflow-x: auto; scrollbar-width: none; }
    a { display: flex; align-items: center; gap: 6px; height: 36px; color: var(--text-2); white-space: nowrap; border-bottom: 2px solid transparent; margin-bottom: -1px; }
    a:hover { color: var(--text); text-decoration: none; border-bottom-color: var(--line-strong); }
    a.here { color: var(--text); font-weight: var(--w-strong); border-bottom-color: var(--accent); }
    a:focus-visible { box-shadow: inset 0 0 0 2px var(--accent); }
    .count { min-width: 18px; padding: 0 5px; border-radius: var(--r-full); background: var(--hover); color: var(--text-2); font: var(--t-12); text-align: center; }
    c-icon { display: none; }
    @media (max-width: 719px) {
      nav { position: fixed; inset: auto 0 0; z-index: calc(var(--z-header) + 1); gap: 0; background: var(--surface); border-bottom: 0; border-top: var(--hair); padding-bottom: env(safe-area-inset-bottom); }
      a { flex: 1; flex-direction: column; justify-content: center; gap: 2px; height: 56px; font: var(--t-12); border: 0; margin: 0; }
      a.here { color: var(--accent); }
      c-icon { display: inline-flex; }
      .count { display: none; }
    }`,
})
export class CustomerTabs {
  readonly answer = input.required<CustomerAnswer>();
  protected readonly base = computed(() => `/customers/${this.answer().customer.customer_id}`);
  protected readonly tabs = computed<Place[]>(() => [
    { path: '', name: 'Overview', icon: 'gauge', count: null },
    { path: 'accounts', name: 'Accounts', icon: 'wallet', count: this.answer().counts.accounts },
    { path: 'transactions', name: 'Transactions', icon: 'table-2', count: null },
    { path: 'timeline', name: 'Timeline', icon: 'clock', count: null },
  ]);
}
