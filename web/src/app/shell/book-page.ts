import { Component, computed, inject } from '@angular/core';
import { Book } from '../modules/book/book';
import { TodayList } from '../modules/today/today-list';
import { bookTitle } from './places';
import { Session } from './session';

/** Book home: composed here, as modules never import each other. */
@Component({
  selector: 'c-book-page',
  imports: [Book, TodayList],
  template: `<c-book [name]="name()"><c-today-list /></c-book>`,
})
export class BookPage {
  private readonly session = inject(Session);
  protected readonly name = computed(() => bookTitle(this.session.answer()?.viewer));
}
