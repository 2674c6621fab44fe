import { Component, DestroyRef, ElementRef, computed, effect, inject, input, signal, viewChild } from '@angular/core';
import { Title } from '@angular/platform-browser';
import { ActivatedRoute, Router, RouterLink, RouterOutlet } from '@angular/router';
import { ConversationDrawer } from '../../modules/conversations/conversation-drawer';
import { Drafts } from '../../modules/conversations/drafts';
import { BreakGlassDialog } from '../../modules/oversight/break-glass-dialog';
import { OpenedBanner } from '../../modules/oversight/opened-banner';
import { mayCall } from '../../modules/consents/words';
import { OpenedCustomers } from '../../modules/oversight/opened-customers';
import { Answer } from '../../ui/answer';
import { Empty } from '../../ui/empty';
import { Icon } from '../../ui/icon';
import { PartMissing } from '../../ui/part-missing';
import { problemOf } from '../../ui/problem';
import { turn } from '../../ui/turn';
import { Settings } from '../../ui/settings';
import { bookTitle } from '../places';
import { Session } from '../session';
import { OpenCustomer } from './customer-answer';
import { CustomerBar } from './customer-bar';
import { CustomerHead } from './customer-head';
import { CustomerStrip } from './customer-strip';
import { CustomerTabs } from './customer-tabs';

const WRITE = 'customer.write';

/** One customer: head, figures, tabs, the open tab, and the drawer in which a conversation is logged. */
@Component({
  selector: 'c-customer-page',
  imports: [Answer, BreakGlassDialog, ConversationDrawer, CustomerBar, CustomerHead, CustomerStrip, CustomerTabs, Empty, Icon, OpenedBanner, PartMissing, RouterLink, RouterOutlet],
  providers: [OpenCustomer],
  templateUrl: './customer-page.html',
  styleUrl: './customer-page.css',
})
export class CustomerPage {
  readonly customerId = input.required<string>();
  /** `?log=1`: the drawer is open, so Back closes it and a link can open it; `c17` changes conversation 17. */
  readonly log = input<string>();
  /** `?insight=`, `?transaction=`: what the call came from, kept with the conversation. */
  readonly insight = input<string>();
  readonly transaction = input<string>();
  protected readonly changes = computed(() => Number(/^c(\d+)$/.exec(this.log() ?? '')?.[1]) || null);
  private readonly settings = inject(Settings);
  private readonly router = inject(Router);
  private readonly route = inject(ActivatedRoute);
  protected readonly open = inject(OpenCustomer);
  protected readonly compact = signal(false);
  private readonly session = inject(Session);
  private readonly opened = inject(OpenedCustomers);
  /** A customer opened out of scope is to be read, not written. */
  protected readonly mayLog = computed(() => this.settings.permissions().has(WRITE) && this.opened.until(this.customerId()) === null);
  protected readonly mayBook = computed(() => this.settings.may('book.read'));
  protected readonly mayBreakGlass = computed(() => this.settings.may('customer.break_glass'));
  protected readonly bookTitle = computed(() => bookTitle(this.session.answer()?.viewer));
  protected readonly breaking = signal(false);
  protected readonly mayCall = mayCall;
  protected readonly missing = computed(() => this.open.answer.status() === 'error' && problemOf(this.open.answer.error()).status === 404);
  protected readonly productNames = computed(() => (this.open.value()?.products ?? []).filter(one => one.count > 0).map(one => one.kind));
  protected readonly maturity = computed(() => this.open.value()?.next_events.find(event => event.kind === 'maturity')?.on ?? null);
  /** The strip stands on the overview; other tabs begin with their rows. */
  protected readonly onOverview = computed(() => {
    const tree = this.router.lastSuccessfulNavigation()?.finalUrl;
    return (tree?.root.children['primary']?.segments.length ?? 2) <= 2;
  });
  /** The tab is drawn after the head and the figures are, in a task of its own. */
  protected readonly stands = signal(false);
  private readonly edge = viewChild<ElementRef<HTMLElement>>('edge');

  constructor() {
    const drafts = inject(Drafts);
    const title = inject(Title);
    effect(() => this.open.id.set(this.customerId()));
    effect(() => { if (this.open.value() && !this.stands()) void turn().then(() => this.stands.set(true)); });
    effect(() => drafts.ownedBy(this.session.answer()?.viewer.username ?? null));
    effect(() => {
      const name = this.open.value()?.customer.name;
      if (name) title.setTitle($localize`${name}:name:, Customer 360`);
    });
    const seen = new IntersectionObserver(([edge]) => this.compact.set(!!edge && !edge.isIntersecting && edge.boundingClientRect.top < 60), { rootMargin: '-52px 0px 0px' });
    inject(DestroyRef).onDestroy(() => seen.disconnect());
    effect(() => {
      const edge = this.edge()?.nativeElement;
      seen.disconnect();
      if (edge) seen.observe(edge);
    });
  }


  protected openLog(): void {
    void this.router.navigate([], { relativeTo: this.route, queryParams: { log: 1 }, queryParamsHandling: 'merge' });
  }

  /** `?promise=1`: one more follow-up is written under Open promises, on the overview. */
  protected openPromise(): void {
    void this.router.navigate(['/customers', this.customerId()], { queryParams: { promise: 1 }, queryParamsHandling: 'merge' });
  }

  protected closeLog(): void {
    void this.router.navigate([], { relativeTo: this.route, queryParams: { log: null, insight: null, transaction: null }, queryParamsHandling: 'merge' });
  }
}
