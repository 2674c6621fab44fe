import { Component, computed, inject, input, output } from '@angular/core';
import { Settings } from '../../ui/settings';
import { minorDigits, symbol } from '../../ui/money';
import { Filters } from './filters';

/** Part of a name, and TRV from and to, in whole units of currency. */
@Component({
  selector: 'c-filter-form',
  host: { '(keydown.escape)': 'closed.emit()' },
  template: `
    <form (submit)="send($event, name.value, low.value, high.value)">
      <label class="field"><span>Name has</span><input #name class="input" [value]="filters().q" maxlength="60" autocomplete="off"></label>
      <div class="pair">
        <label class="field"><span>TRV from, {{ sign() }}</span><input #low class="input" inputmode="numeric" [value]="whole(filters().min_trv)" autocomplete="off"></label>
        <label class="field"><span>TRV to, {{ sign() }}</span><input #high class="input" inputmode="numeric" [value]="whole(filters().max_trv)" autocomplete="off"></label>
      </div>
      <div class="act"><button type="button" class="button quiet" (click)="closed.emit()">Cancel</button><button class="button primary">Apply</button></div>
    </form>`,
  styles: `
    :host { position: absolute; z-index: var(--z-drawer); top: calc(100% + 4px); left: 0; width: min(320px, calc(100vw - 32px)); padding: var(--s-3); background: var(--overlay); border-radius: var(--r-2); box-shadow: var(--shadow); }
    form { display: grid; gap: var(--s-3); } .pair { display: grid; grid-template-columns: 1fr 1fr; gap: var(--s-2); } .act { display: flex; justify-content: flex-end; gap: var(--s-2); }
    @media (max-width: 719px) { :host { position: fixed; top: auto; bottom: 64px; left: 16px; } }`,
})
export class FilterForm {
  readonly filters = input.required<Filters>();
  readonly chosen = output<Partial<Filters>>();
  readonly closed = output<void>();
  private readonly settings = inject(Settings);
  private readonly factor = computed(() => 10 ** minorDigits(this.settings.conventions().currency));
  protected readonly sign = computed(() => symbol(this.settings.conventions().currency));

  protected whole(minor: number | null): string {
    return minor === null ? '' : String(Math.round(minor / this.factor()));
  }

  protected send(event: Event, q: string, low: string, high: string): void {
    event.preventDefault();
    this.chosen.emit({ q: q.trim(), min_trv: this.minor(low), max_trv: this.minor(high) });
  }

  private minor(text: string): number | null {
    const digits = text.replace(/[^\d]/g, '');
    return digits ? Number(digits) * this.factor() : null;
  }
}
