import { AfterViewInit, Component, ElementRef, OnDestroy, inject, input, output, signal } from '@angular/core';
import { Dialog } from './dialog';
import { Icon } from './icon';

/** 520 px at the right below the header, no scrim: the page stays readable. Esc asks only when `dirty`. Put it under `@if`. */
@Component({
  selector: 'c-drawer',
  imports: [Dialog, Icon],
  host: { role: 'dialog', '[attr.aria-label]': 'title()', '(keydown.escape)': 'leave()' },
  template: `
    <div class="head"><div class="words"><h2>{{ title() }}</h2><ng-content select="[slot=head]" /></div><button type="button" class="icon-button" aria-label="Close" i18n-aria-label (click)="leave()"><c-icon name="x" /></button></div>
    <div class="body"><ng-content /></div>
    <footer><ng-content select="[slot=actions]" /></footer>
    @if (asking()) {
      <c-dialog title="Leave what you typed?" i18n-title (closed)="asking.set(false)"><p>{{ question() }}</p>
        <button slot="actions" type="button" class="button" autofocus (click)="asking.set(false)" i18n>Keep writing</button>
        <button slot="actions" type="button" class="button primary" (click)="closed.emit()" i18n>Leave</button></c-dialog>
    }`,
  styles: `
    :host { position: fixed; z-index: var(--z-drawer); top: var(--bar); right: 0; bottom: 0; width: min(520px, 100vw); display: grid; grid-template-rows: auto 1fr auto; background: var(--overlay); border-left: var(--hair); box-shadow: var(--shadow); animation: slide var(--m-2) var(--ease); }
    @keyframes slide { from { transform: translateX(24px); opacity: 0; } }
    .head { display: flex; align-items: center; gap: var(--s-2); padding: var(--s-3) var(--s-4) var(--s-2); }
    .head h2 { font: var(--t-16); font-weight: var(--w-strong); } .words { flex: 1; min-width: 0; }
    .body { overflow-y: auto; padding: 0 var(--s-4) var(--s-4); }
    footer { display: flex; gap: var(--s-2); align-items: center; padding: var(--s-3) var(--s-4); border-top: var(--hair); }`,
})
export class Drawer implements AfterViewInit, OnDestroy {
  readonly title = input.required<string>();
  readonly dirty = input(false);
  readonly question = input($localize`It is not saved.`);
  readonly closed = output<void>();
  protected readonly asking = signal(false);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  private readonly before = document.activeElement;

  ngAfterViewInit(): void {
    const first = this.host.querySelector<HTMLElement>('.body [autofocus], .body button, .body input, .body textarea, .body select') ?? this.host.querySelector<HTMLElement>('button');
    first?.focus();
  }

  ngOnDestroy(): void {
    if (this.before instanceof HTMLElement && this.before.isConnected) this.before.focus();
  }

  protected leave(): void {
    if (this.dirty()) this.asking.set(true);
    else this.closed.emit();
  }
}
