import { bootstrapApplication } from '@angular/platform-browser';
import { registerLocaleData } from '@angular/common';
import english from '@angular/common/locales/en';
import { appConfig } from './app/app.config';
import { App } from './app/app';
import { language } from './app/ui/language';
import { pluralIndex } from './app/ui/plural';

// Angular asks the locale for plurals alone: dates and numbers are written by ui/dates and ui/amounts.
const PLURALS = 20;
registerLocaleData([language(), ...english.slice(1, PLURALS), pluralIndex], language());

bootstrapApplication(App, appConfig).catch((error: unknown) => console.error(error));
