/** Every page by role: the address, `:customer` standing for a customer of the reader's book. */
export const PAGES: Readonly<Record<'rm' | 'branch_head' | 'operator', readonly { name: string; path: string }[]>> = {
  rm: [
    { name: 'book-home', path: '/book' },
    { name: 'customer', path: '/customers/:customer' },
    ...['accounts', 'transactions', 'relationships', 'timeline', 'service-requests', 'documents', 'consent', 'access-log'].map((tab) => ({ name: tab, path: `/customers/:customer/${tab}` })),
    { name: 'conversation', path: '/customers/:customer/timeline?log=1' },
    { name: 'today', path: '/today' },
    { name: 'follow-ups', path: '/follow-ups' },
    { name: 'notes', path: '/notes?q=deposit' },
  ],
  branch_head: [{ name: 'branch', path: '/units' }, { name: 'branch-customers', path: '/book' }, { name: 'reviews', path: '/reviews' }, { name: 'covers', path: '/covers' }],
  operator: [{ name: 'loads', path: '/loads' }, { name: 'usage', path: '/usage' }],
};
