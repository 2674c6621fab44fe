import { Component } from '@angular/core';

@Component({ selector: 'c-book', template: '<main class="page"><h1>My book</h1></main>' })
export class Book {}
