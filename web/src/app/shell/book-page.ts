import { Component } from '@angular/core';
import { Book } from '../modules/book/book';
import { TodayList } from '../modules/today/today-list';

/** Book home: composed here, as modules never import each other. */
@Component({
  selector: 'c-book-page',
  imports: [Book, TodayList],
  template: `<c-book><c-today-list /></c-book>`,
})
export class BookPage {}
