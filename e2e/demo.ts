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

/** The person of that role who is to sign in: journeys that run side by side each have an RM of their own. */
export function personOf(role: string): Person {
  const people = peopleOf(role);
  const person = people[Number(process.env.TEST_PARALLEL_INDEX ?? 0) % people.length];
  if (!person) throw new Error(`demo.json names nobody in the role ${role}`);
  return person;
}
