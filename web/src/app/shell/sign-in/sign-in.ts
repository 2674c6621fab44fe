import { Component } from '@angular/core';

@Component({ selector: 'c-sign-in', template: '<h1>Sign in</h1>' })
export class SignIn {}
