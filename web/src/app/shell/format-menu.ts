import { CdkMenu, CdkMenuGroup, CdkMenuItemRadio } from '@angular/cdk/menu';
import { Component, TemplateRef, computed, inject, viewChild } from '@angular/core';
import { exact, shortText } from '../ui/amounts';
import { fullDate } from '../ui/dates';
import { Icon } from '../ui/icon';
import { DATES, NUMBERS, Settings, asChosen } from '../ui/settings';
import { Session } from './session';

const SAMPLE = 123_456_780;
const SAMPLE_DAY = '2026-11-21';

/** How money and dates are written, as samples to choose from: give `menu()` to a menu item's `cdkMenuTriggerFor`. */
@Component({
  selector: 'c-format-menu',
  imports: [CdkMenu, CdkMenuGroup, CdkMenuItemRadio, Icon],
  template: `<ng-template #menu><div class="menu" cdkMenu>
    <div role="group" cdkMenuGroup aria-label="Numbers" i18n-aria-label>
      @for (one of numbers(); track one.value) {<button type="button" cdkMenuItemRadio [cdkMenuItemChecked]="one.chosen" (cdkMenuItemTriggered)="session.choose({ short_units: one.value })"><c-icon [class.off]="!one.chosen" name="check" />{{ one.sample }}</button>}
    </div><hr>
    <div role="group" cdkMenuGroup aria-label="Dates" i18n-aria-label>
      @for (one of dates(); track one.value) {<button type="button" cdkMenuItemRadio [cdkMenuItemChecked]="one.chosen" (cdkMenuItemTriggered)="session.choose({ date_format: one.value })"><c-icon [class.off]="!one.chosen" name="check" />{{ one.sample }}</button>}
    </div></div></ng-template>`,
  styles: `.off { visibility: hidden; }`,
})
export class FormatMenu {
  protected readonly session = inject(Session);
  private readonly settings = inject(Settings);
  readonly menu = viewChild.required<TemplateRef<unknown>>('menu');
  protected readonly numbers = computed(() => NUMBERS.map(value => {
    const c = asChosen(this.settings.conventions(), { short_units: value });
    return { value, sample: `${exact(SAMPLE, c)}, ${shortText(SAMPLE, c)}`, chosen: this.settings.conventions().short_units === value };
  }));
  protected readonly dates = computed(() => DATES.map(value => {
    const c = this.settings.conventions();
    return { value, sample: fullDate(SAMPLE_DAY, { ...c, date_format: value }), chosen: c.date_format === value };
  }));
}
