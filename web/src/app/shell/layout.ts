import { Component } from '@angular/core';
import { RouterOutlet } from '@angular/router';

@Component({ selector: 'c-layout', imports: [RouterOutlet], template: '<router-outlet />' })
export class Layout {}
