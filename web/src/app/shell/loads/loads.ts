import { Component } from '@angular/core';

@Component({ selector: 'c-loads', template: '<main class="page"><h1>Loads</h1></main>' })
export class Loads {}
