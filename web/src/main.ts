import { speak } from './app/ui/language';

// The application's texts are read when its files are: so its language comes first.
speak().then(() => import('./bootstrap')).catch((error: unknown) => console.error(error));
