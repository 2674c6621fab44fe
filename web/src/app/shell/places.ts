import { IconName } from '../ui/icon';

export interface Place { path: string; title: string; icon: IconName; permission: string }

/** The places of the header and of the phone's bar; a reader sees those of the reader's permissions. */
export const PLACES: readonly Place[] = [
  { path: '/book', title: 'My book', icon: 'book-open', permission: 'book.read' },
  { path: '/follow-ups', title: 'Follow-ups', icon: 'list-checks', permission: 'customer.write' },
  { path: '/notes', title: 'Notes', icon: 'message-square', permission: 'customer.write' },
  { path: '/loads', title: 'Loads', icon: 'database', permission: 'loads.read' },
];
