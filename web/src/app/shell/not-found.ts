import { Component } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Empty } from '../ui/empty';

@Component({
  selector: 'c-not-found',
  imports: [Empty, RouterLink],
  template: `<main class="page"><c-empty title="There is nothing at this address" i18n-title text="It may have been moved, or it is outside your book." i18n-text><a class="button" routerLink="/" i18n>Go to the start</a></c-empty></main>`,
})
export class NotFound {}
