import { Component, inject } from '@angular/core';
import { Empty } from '../ui/empty';
import { Settings } from '../ui/settings';

/** The start page of those who serve one customer at a time, or whose pages are not there yet. */
@Component({
  selector: 'c-start',
  imports: [Empty],
  template: `<main class="page">
    <h1 i18n>Start</h1>
    @if (mayFind) {<c-empty title="Find a customer" i18n-title text="Search in the header, or press Ctrl K: a customer id, an account, a mobile, a PAN or a name." i18n-text />}
    @else {<c-empty title="No page for your role yet" i18n-title text="You are signed in. Pages for your role appear here." i18n-text />}
  </main>`,
})
export class Start {
  protected readonly mayFind = inject(Settings).may('customer.read');
}
