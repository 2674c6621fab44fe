import { Component } from '@angular/core';
import { RouterOutlet } from '@angular/router';
import { ConnectionBanner } from './shell/connection-banner';

@Component({ selector: 'app-root', imports: [ConnectionBanner, RouterOutlet], template: '<router-outlet /><c-connection-banner />' }) // eslint-disable-line @angular-eslint/component-selector
export class App {}
