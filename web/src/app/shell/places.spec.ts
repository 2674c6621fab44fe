import { describe, expect, it } from 'vitest';
import { bookPlace, bookTitle } from './places';

describe('the book’s title', () => {
  it('is the unit’s name for those who head one', () => {
    expect(bookTitle({ role: 'branch_head', unit: { name: 'Pune Main Road' } })).toBe('Pune Main Road');
    expect(bookTitle({ role: 'region_head', unit: null })).toBe('All books');
  });

  it('is My book for an RM', () => {
    expect(bookTitle({ role: 'rm', unit: { name: 'Pune Main Road' } })).toBe('My book');
  });
});

describe('the book’s place', () => {
  it('is one word, so that a phone’s bar need not cut a unit’s name', () => {
    expect(['rm', 'branch_head', 'cluster_head', 'auditor'].map(bookPlace)).toEqual(['My book', 'Branch', 'Cluster', 'All books']);
  });
});
