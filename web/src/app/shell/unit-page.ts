import { Component, computed, inject, input, signal } from '@angular/core';
import { UnitView } from '../modules/heads/unit';
import { CoverBlock } from '../modules/oversight/cover-block';
import { shortDate } from '../ui/dates';
import { Settings } from '../ui/settings';
import { Session } from './session';

/** A head's page of a unit, the own one unless the address names another: composed here, as modules never import each other. */
@Component({
  selector: 'c-unit-page',
  imports: [CoverBlock, UnitView],
  template: `@if (shown(); as id) {<c-unit [unitId]="id" [beside]="beside()"><c-cover-block (leave)="leave.set($event)" /></c-unit>}`,
})
export class UnitPage {
  readonly unitId = input<string>();
  private readonly session = inject(Session);
  private readonly settings = inject(Settings);
  protected readonly shown = computed(() => this.unitId() ?? this.session.answer()?.viewer.unit?.id);
  protected readonly leave = signal<Record<string, string>>({});
  protected readonly beside = computed(() => Object.fromEntries(Object.entries(this.leave()).map(([id, until]) => [id, $localize`leave to ${shortDate(until, this.settings.asOf(), this.settings.conventions())}:day:`])));
}
