import { readFileSync } from 'node:fs';

/** What a running demo tells scripts. */
export interface Demo {
  url: string;
  as_of: string;
  users: { username: string; password: string; role: string }[];
}

/** The running product: its address, its business date and its people. */
export function runningAt(): Demo {
  const demo = JSON.parse(readFileSync(process.env.E2E_DEMO ?? '', 'utf8')) as Demo;
  return { ...demo, url: process.env.E2E_URL ?? demo.url };
}

export type Person = Demo['users'][number];

/** Everybody of that role. */
export function peopleOf(role: string): Person[] {
  return runningAt().users.filter((user) => user.role === role);
}

/** The person of that role who is to sign in. */
export function personOf(role: string): Person {
  const person = peopleOf(role)[0];
  if (!person) throw new Error(`demo.json names nobody in the role ${role}`);
  return person;
}
