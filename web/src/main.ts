import { speak } from './app/ui/language';

// The letters are fetched beside the code: the first words stand in them, and move nothing when they come.
for (const weight of [400, 500, 600]) void document.fonts.load(`${weight} 13px "IBM Plex Sans"`, 'A₹');

// The application's texts are read when its files are: so its language comes first.
speak().then(() => import('./bootstrap')).catch((error: unknown) => console.error(error));
