"""What the nights change in the master tables: 1% of the customers each night.

The warehouse keeps each state of a row with the days on which it stood (`valid_from`, and
`valid_to`, the first day on which it no longer did).
"""

from dataclasses import dataclass

import numpy as np

from demo.bank.accounts import Accounts
from demo.bank.layout import Bools, Ints, Plan
from demo.bank.people import People
from demo.bank.stories import story_of

SHARE = 0.01
ADDRESS, MOBILE, SEGMENT, KYC, BOOK = range(5)
ODDS = (0.3, 0.2, 0.1, 0.3, 0.1)


@dataclass(frozen=True)
class Life:
    """The nights on which each row of a table began to stand, and no longer did (0: never)."""

    begins: Ints
    ends: Ints

    def standing(self, night: int) -> Bools:
        """Which rows stand on a night."""
        return np.asarray((self.begins <= night) & ((self.ends == 0) | (self.ends > night)))


@dataclass(frozen=True)
class Change:
    """Who changes on one night, and in what."""

    night: int
    place: Ints
    kind: Ints


def changes(plan: Plan, chunk: int, people: People) -> list[Change]:
    """The changes of each night; those who play a story stay as they are."""
    found = []
    for night in range(1, plan.nights + 1):
        rng = plan.rng(chunk, 200 + night)
        hit = (rng.random(len(people.index)) < SHARE) & (story_of(people.index) < 0)
        place = np.flatnonzero(hit)
        found.append(Change(night, place, rng.choice(len(ODDS), len(place), p=ODDS)))
    return found


@dataclass(frozen=True)
class Details:
    """States of the customers: whose, since when, and what a night may change."""

    place: Ints
    life: Life
    house: Ints
    street: Ints
    mobile: Ints  # how often it changed
    segment: Ints
    kyc_due: Ints


def details(plan: Plan, chunk: int, people: People, house: Ints, street: Ints) -> Details:
    """Every state of each customer of the chunk: all at first, then the changed ones by night."""
    size = len(people.index)
    now = [house, street, np.zeros(size, dtype=np.int64), people.segment, people.kyc_due]
    now = [column.copy() for column in now]
    states = [[column.copy() for column in now]]
    place, night = [np.arange(size, dtype=np.int64)], [np.zeros(size, dtype=np.int64)]
    for change in changes(plan, chunk, people):
        rng = plan.rng(chunk, 300 + change.night)
        moved, called, graded, known = (
            change.place[change.kind == kind] for kind in (ADDRESS, MOBILE, SEGMENT, KYC)
        )
        now[0][moved] = rng.integers(1, 400, len(moved))
        now[1][moved] = (now[1][moved] + 1 + rng.integers(0, 7, len(moved))) % 16
        now[2][called] += 1
        now[3][graded] = np.where(now[3][graded] < 2, 1 - now[3][graded] % 2, now[3][graded])
        now[2][graded] += now[3][graded] >= 2
        now[4][known] = plan.today + change.night + rng.integers(700, 365 * 8, len(known))
        told = change.place[change.kind != BOOK]
        states.append([column[told] for column in now])
        place.append(told)
        night.append(np.full(len(told), change.night, dtype=np.int64))
    places, nights = np.concatenate(place), np.concatenate(night)
    columns = [np.concatenate(column) for column in zip(*states, strict=True)]
    return Details(places, Life(nights, until_next(places, nights)), *columns)


def until_next(place: Ints, night: Ints) -> Ints:
    """The night of the next state of the same place, 0 where there is none."""
    order = np.lexsort((night, place))
    follows = np.append(np.diff(place[order]) == 0, False)
    until = np.zeros(len(place), dtype=np.int64)
    until[order[follows]] = night[order[np.flatnonzero(follows) + 1]]
    return until


def account_life(plan: Plan, accounts: Accounts) -> tuple[Ints, Life]:
    """The states of each account known by the last night: as opened, and as closed on a night."""
    known = np.flatnonzero(accounts.opened <= plan.last)
    ends = accounts.ends[known]
    gone = (ends > 0) & (ends <= plan.last)
    nights = np.where(gone, ends - plan.today, 0)
    begins = np.maximum(accounts.opened[known] - plan.today, 0)
    return (
        np.concatenate([known, known[gone]]),
        Life(
            np.concatenate([begins, nights[gone]]),
            np.concatenate([nights, np.zeros(int(gone.sum()), dtype=np.int64)]),
        ),
    )


@dataclass(frozen=True)
class Service:
    """Runs of a customer in an RM's book: the customer's place, the RM, days (0: it goes on)."""

    place: Ints
    rm: Ints
    since: Ints
    until: Ints
    life: Life


def service(plan: Plan, chunk: int, people: People) -> Service:
    """Who serves whom; a customer who moves goes to a neighbour in the same branch."""
    size = len(people.index)
    rm = np.searchsorted(plan.book_starts, people.index, side="right") - 1
    since = np.maximum(people.joined_on, plan.today - 900 - people.index % 400)
    runs = [(np.arange(size, dtype=np.int64), rm, since, np.zeros(size, dtype=np.int64))]
    for change in changes(plan, chunk, people):
        place = change.place[change.kind == BOOK]
        now = rm[place]
        right = np.minimum(now + 1, plan.rms - 1)
        left = np.maximum(now - 1, 0)
        other = np.where(plan.rm_branch[right] == plan.rm_branch[now], right, left)
        near = (plan.rm_branch[other] == plan.rm_branch[now]) & (other != now)
        place, other = place[near], other[near]
        rm = rm.copy()
        rm[place] = other
        night = np.full(len(place), change.night, dtype=np.int64)
        runs.append((place, other, plan.today + night, night))
    place, rms, begun, night = (np.concatenate(column) for column in zip(*runs, strict=True))
    until = until_next(place, night)
    last_day = np.where(until > 0, plan.today + until - 1, 0)
    return Service(place, rms, begun, last_day, Life(night, np.zeros(len(night), dtype=np.int64)))
