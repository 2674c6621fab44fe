import { Component, computed, input } from '@angular/core';
import { CdkMenu, CdkMenuItem, CdkMenuTrigger } from '@angular/cdk/menu';
import { RouterLink, RouterLinkActive } from '@angular/router';
import { Icon, IconName } from '../../ui/icon';
import { CustomerAnswer } from './answers';
import { CUSTOMER_TABS } from './tab-list';

/** A phone's bar has room for four: these, and More. */
const SHOWN_ON_PHONE = 3;

interface Place { path: string; name: string; icon: IconName; count: number | null }

/** The customer's tabs; on a phone the bar at the bottom. */
@Component({
  selector: 'c-customer-tabs',
  imports: [CdkMenu, CdkMenuItem, CdkMenuTrigger, Icon, RouterLink, RouterLinkActive],
  template: `
    <nav aria-label="Customer" i18n-aria-label>
      @for (tab of tabs(); track tab.path; let place = $index) {
        <a [class.further]="place >= shownOnPhone" [routerLink]="tab.path ? [base(), tab.path] : [base()]" routerLinkActive="here" ariaCurrentWhenActive="page" [routerLinkActiveOptions]="{ paths: 'exact', queryParams: 'ignored', fragment: 'ignored', matrixParams: 'ignored' }">
          <c-icon [name]="tab.icon" size="20" /><span>{{ tab.name }}</span>
          @if (tab.count !== null) {<span class="count">{{ tab.count }}</span>}
        </a>
      }
      <button type="button" class="more" [cdkMenuTriggerFor]="rest"><c-icon name="ellipsis" size="20" /><span i18n>More</span></button>
    </nav>
    <ng-template #rest>
      <div class="menu" cdkMenu>
        @for (tab of tabs().slice(shownOnPhone); track tab.path) {
          <a cdkMenuItem [routerLink]="[base(), tab.path]"><c-icon [name]="tab.icon" /> {{ tab.name }}@if (tab.count) { <span class="count">{{ tab.count }}</span>}</a>
        }
      </div>
    </ng-template>`,
  styles: `
    nav { display: flex; gap: var(--s-5); border-bottom: var(--hair); overflow-x: auto; scrollbar-width: none; }
    nav a { display: flex; align-items: center; gap: 6px; height: 36px; color: var(--text-2); white-space: nowrap; border-bottom: 2px solid transparent; margin-bottom: -1px; }
    nav a:hover { color: var(--text); text-decoration: none; border-bottom-color: var(--line-strong); }
    nav a.here { color: var(--text); font-weight: var(--w-strong); border-bottom-color: var(--accent); }
    nav a:focus-visible { box-shadow: inset 0 0 0 2px var(--accent); }
    .count { min-width: 18px; padding: 0 5px; border-radius: var(--r-full); background: var(--hover); color: var(--text-2); font: var(--t-12); text-align: center; }
    c-icon, .more { display: none; } .menu c-icon { display: inline-flex; }
    @media (max-width: 719px) {
      nav { position: fixed; inset: auto 0 0; z-index: calc(var(--z-header) + 1); gap: 0; background: var(--surface); border-bottom: 0; border-top: var(--hair); padding-bottom: env(safe-area-inset-bottom); }
      nav a { flex: 1; flex-direction: column; justify-content: center; gap: 2px; height: 56px; font: var(--t-12); border: 0; margin: 0; }
      nav a.here { color: var(--accent); } nav a.further { display: none; }
      nav .more { display: flex; flex: 1; flex-direction: column; align-items: center; justify-content: center; gap: 2px; height: 56px; font: var(--t-12); color: var(--text-2); }
      nav:has(a.further.here) .more { color: var(--accent); font-weight: var(--w-strong); }
      c-icon { display: inline-flex; }
      .count { display: none; }
    }`,
})
export class CustomerTabs {
  readonly answer = input.required<CustomerAnswer>();
  protected readonly shownOnPhone = SHOWN_ON_PHONE;
  protected readonly base = computed(() => `/customers/${this.answer().customer.customer_id}`);
  protected readonly tabs = computed<Place[]>(() => [
    { path: '', name: $localize`Overview`, icon: 'gauge', count: null },
    ...CUSTOMER_TABS.map(({ path, name, icon }) => ({ path, name, icon, count: this.counts()[path] ?? null })),
  ]);
  private readonly counts = computed<Record<string, number>>(() => {
    const { counts, tabs } = this.answer();
    return { ...tabs, accounts: counts.accounts, 'service-requests': counts.service_requests_open };
  });
}
