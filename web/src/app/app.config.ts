import { ApplicationConfig, inject, provideBrowserGlobalErrorListeners } from '@angular/core';
import { provideHttpClient, withInterceptors } from '@angular/common/http';
import { NavigationError, provideRouter, withComponentInputBinding, withInMemoryScrolling, withNavigationErrorHandler, withPreloading } from '@angular/router';
import { Connection } from './shell/connection';
import { oneByOne } from './shell/one-by-one';
import { PreloadLater } from './shell/preload-later';
import { withSession } from './shell/with-session';
import { routes } from './app.routes';

export const appConfig: ApplicationConfig = {
  providers: [
    provideBrowserGlobalErrorListeners(),
    provideRouter(routes, withComponentInputBinding(), withInMemoryScrolling({ scrollPositionRestoration: 'enabled' }), withPreloading(PreloadLater),
      withNavigationErrorHandler((error: NavigationError) => void inject(Connection).pageMissing(error))),
    provideHttpClient(withInterceptors([withSession, oneByOne])),
  ],
};
