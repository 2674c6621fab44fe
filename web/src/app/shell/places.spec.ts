import { describe, expect, it } from 'vitest';
import { bookTitle, titleOf } from './places';

describe('the book’s title', () => {
  it('is the unit’s name for those who head one', () => {
    expect(bookTitle({ role: 'branch_head', unit: { name: 'Pune Main Road' } })).toBe('Pune Main Road');
    expect(bookTitle({ role: 'region_head', unit: null })).toBe('All books');
  });

  it('is My book for an RM', () => {
    expect(bookTitle({ role: 'rm', unit: { name: 'Pune Main Road' } })).toBe('My book');
  });
});

describe('the place of a unit and of its customers', () => {
  const [unit, book] = [{ path: '/units', title: '' }, { path: '/book', title: 'My book' }];

  it('is one word, so that a phone’s bar need not cut a unit’s name', () => {
    expect(['branch_head', 'cluster_head', 'region_head'].map(role => titleOf(unit, role))).toEqual(['Branch', 'Cluster', 'Region']);
  });

  it('is Customers for who heads a unit, My book for an RM, and All books for who reads them all', () => {
    expect(['branch_head', 'rm', 'client'].map(role => titleOf(book, role))).toEqual(['Customers', 'My book', 'All books']);
  });

  it('leaves the names of the others', () => {
    expect(titleOf({ path: '/notes', title: 'Notes' }, 'branch_head')).toBe('Notes');
  });
});
