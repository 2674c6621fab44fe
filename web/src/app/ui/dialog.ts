import { AfterViewInit, Component, ElementRef, OnDestroy, input, output, viewChild } from '@angular/core';

/** A question over the page: the title says the act; give the safe button `autofocus`. Put it under `@if`. */
@Component({
  selector: 'c-dialog',
  host: { '(keydown.escape)': '$event.stopPropagation()' },
  template: `<dialog #dialog [attr.aria-label]="title()" (cancel)="$event.preventDefault(); closed.emit()" (mousedown)="$event.target === dialog && closed.emit()">
    <div class="body"><h2>{{ title() }}</h2><ng-content /><div class="actions"><ng-content select="[slot=actions]" /></div></div></dialog>`,
  styles: `
    dialog { width: min(440px, calc(100vw - 32px)); padding: 0; border: 0; border-radius: var(--r-3); background: var(--overlay); color: var(--text); box-shadow: var(--shadow); font: var(--t-14); }
    dialog::backdrop { background: var(--scrim); }
    .body { padding: var(--s-4); display: grid; gap: var(--s-3); }
    h2 { font: var(--t-16); font-weight: var(--w-strong); }
    .actions { display: flex; justify-content: flex-end; gap: var(--s-2); }`,
})
export class Dialog implements AfterViewInit, OnDestroy {
  readonly title = input.required<string>();
  readonly closed = output<void>();
  private readonly dialog = viewChild.required<ElementRef<HTMLDialogElement>>('dialog');

  ngAfterViewInit(): void { this.dialog().nativeElement.showModal(); }
  ngOnDestroy(): void { this.dialog().nativeElement.close(); }
}
