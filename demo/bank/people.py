"""A chunk's customers: persons in households, organisations, and what is known of them."""

from dataclasses import dataclass
from functools import cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from demo.bank import names
from demo.bank.layout import Bools, Floats, Ints, Plan, customer_ids
from demo.bank.stories import plays, story_of
from demo.bank.words import fixed_text, joined, picked, text_of

SEGMENTS = ("Classic", "Premier", "Private", "Business")
LAKH = 10_000_000  # paise


@dataclass(frozen=True)
class People:
    """Arrays of one chunk, a row a customer; money in paise, days since 1970."""

    index: Ints
    ids: Ints
    head: Ints  # place in the chunk of the household's head
    role: Ints  # 0 head, 1 spouse, 2 parent, 3 child
    branch: Ints
    firm: Bools
    male: Bools
    born: Ints
    income: Ints
    wealth: Floats
    segment: Ints
    salaried: Bools
    retired: Bools
    joined_on: Ints
    kyc_due: Ints
    culture: Ints
    first: pa.Array
    last: pa.Array
    full: pa.Array
    occupation: Ints


def make_people(plan: Plan, chunk: int) -> People:
    """The customers of one chunk."""
    rng = plan.rng(chunk, 1)
    low = chunk * plan.chunk
    index = np.arange(low, min(low + plan.chunk, plan.customers), dtype=np.int64)
    size = len(index)
    firm = index % 16 == 6
    firm &= story_of(index) < 0
    head, role = _households(rng, index, firm)
    branch = plan.rm_branch[np.searchsorted(plan.book_starts, index, side="right") - 1]
    branch = branch[head]
    male, age, born = _lives(plan, rng, index, role, head)
    income, wealth = _means(rng, index, firm, age)
    joined_on = _joined(plan, rng, index, age)
    # Who came within the period is of modest means: no cash gathers, and no deposit needs to.
    fresh = joined_on > plan.today - 490
    income, wealth = (
        np.where(fresh, np.minimum(column, most), column)
        for column, most in ((income, 3_000_000), (wealth, 2 * LAKH))
    )
    needs_salary = plays(index, "salary_stopped", "salary_raised")
    adult = (age >= 22) & ~firm
    retired = adult & (age >= 60)
    calm = plays(index, "dormant", "inoperative", "below_minimum")
    salaried = (
        adult & ~retired & (rng.random(size) < plan.profile.salaried) & ~calm
    ) | needs_salary
    segment = np.where(firm, 3, np.searchsorted([5.5 * LAKH, 24 * LAKH], wealth))
    occupation = rng.integers(0, len(names.OCCUPATIONS) - 3, size)
    occupation = np.select([age < 22, retired], [17, 16], occupation)
    first, last, full, culture = _named(plan, rng, index, firm, head, male, branch)
    return People(
        index, customer_ids(index), head, role, branch, firm, male, born,
        income.astype(np.int64) // 100 * 100, wealth,
        segment.astype(np.int64), salaried, retired, joined_on, _kyc(plan, rng, index), culture,
        first, last, full, occupation,
    )  # fmt: skip


def _lives(
    plan: Plan, rng: np.random.Generator, index: Ints, role: Ints, head: Ints
) -> tuple[Bools, Ints, Ints]:
    """Who is male, the age in years and the day of birth; couples and children fit their head."""
    size = len(index)
    male = np.where(role == 1, ~(rng.random(size) < 0.5)[head], rng.random(size) < 0.5)
    male = np.where(role == 0, (rng.random(size) < 0.5), male)
    male = np.where(role == 1, ~male[head], male)
    head_age = rng.integers(28, 68, size)[head]
    age = head_age + np.select(
        [role == 1, role == 2, role == 3],
        [rng.integers(-5, 5, size), rng.integers(21, 30, size), -rng.integers(20, 30, size)],
        0,
    )
    age = np.clip(age, 4, 92)
    born = plan.today - age * 365 - age // 4 - rng.integers(3, 360, size)
    born = np.where(plays(index, "birthday"), _same_day(plan, age), born)
    return male, age, born


def _means(rng: np.random.Generator, index: Ints, firm: Bools, age: Ints) -> tuple[Floats, Floats]:
    """Income a month and wealth, in paise; stories of wealth have it, children do not."""
    size = len(index)
    income = np.exp(rng.normal(np.log(52_000), 0.65, size)) * 100
    income = np.where(firm, income * rng.uniform(5, 25, size), income)
    wealth = income * np.exp(rng.normal(1.55, 0.75, size))
    wealth = np.where(plays(index, "idle_cash"), np.maximum(wealth, 20 * LAKH), wealth)
    wealth = np.where(
        plays(index, "large_outflow", "large_inflow"), np.maximum(wealth, 6 * LAKH), wealth
    )
    wealth = np.where((age < 18) & (story_of(index) < 0), wealth * 0.1, wealth)
    return income, wealth


def _households(rng: np.random.Generator, index: Ints, firm: Bools) -> tuple[Ints, Ints]:
    """Runs of 1 to 5 neighbours live together; firms and story-tellers head their own run."""
    size = len(index)
    begins = rng.random(size) < 0.42
    begins[0] = True
    begins |= firm | (story_of(index) >= 0)
    begins[1:] |= firm[:-1]
    place = np.arange(size, dtype=np.int64)
    head = np.maximum.accumulate(np.where(begins, place, 0))
    nth = place - head
    begins |= nth >= 5
    head = np.maximum.accumulate(np.where(begins, place, 0))
    nth = place - head
    role = np.select([nth == 0, nth == 1, nth == 4], [0, 1, 2], 3)
    return head, role.astype(np.int64)


def _same_day(plan: Plan, age: Ints) -> Ints:
    """Birth days on the business day's day and month, so many years ago."""
    table = np.array([plan.years_ago(back) for back in range(120)])
    return table[np.clip(age, 22, 90)]


def _joined(plan: Plan, rng: np.random.Generator, index: Ints, age: Ints) -> Ints:
    size = len(index)
    days = rng.integers(500, 365 * 22, size)
    days = np.minimum(days, np.maximum(age * 365 - 400, 500))
    fresh = (rng.random(size) < 0.02) & (story_of(index) < 0)
    days = np.where(fresh, rng.integers(35, 320, size), days)
    same_day = np.isin(plan.today - days, [plan.years_ago(back) for back in range(1, 24)])
    round_years = 20 if plan.as_of.strftime("%m-%d") == "02-29" else 10
    joined_on = plan.today - days - same_day * 2
    return np.where(plays(index, "anniversary"), plan.years_ago(round_years), joined_on)


def _kyc(plan: Plan, rng: np.random.Generator, index: Ints) -> Ints:
    size = len(index)
    days = rng.integers(91 + 31, 365 * 8, size)
    for story, low, high in (
        ("kyc_due_30", 1, 30), ("kyc_due_60", 31, 60), ("kyc_due_90", 61, 90),
        ("kyc_overdue", -60, -1),
    ):  # fmt: skip
        days = np.where(plays(index, story), rng.integers(low, high + 1, size), days)
    return plan.today + days


@cache
def _pools() -> tuple[pa.Array, pa.Array, pa.Array, Ints, Ints, Ints]:
    """First names of men, of women, surnames, and where each culture's begin and end."""
    pools: list[list[str]] = [[], [], []]
    starts: list[list[int]] = [[0], [0], [0]]
    for words in names.CULTURES.values():
        for pool, start, text in zip(pools, starts, words, strict=True):
            pool.extend(text.split())
            start.append(len(pool))
    men, women, last = (pa.array(pool) for pool in pools)
    a, b, c = (np.array(start, dtype=np.int64) for start in starts)
    return men, women, last, a, b, c


def _drawn(rng: np.random.Generator, starts: Ints, culture: Ints) -> Ints:
    width = starts[culture + 1] - starts[culture]
    return starts[culture] + (rng.random(len(culture)) * width).astype(np.int64)


def _named(
    plan: Plan,
    rng: np.random.Generator,
    index: Ints,
    firm: Bools,
    head: Ints,
    male: Bools,
    branch: Ints,
) -> tuple[pa.Array, pa.Array, pa.Array, Ints]:
    size = len(index)
    men, women, surnames, man_at, woman_at, last_at = _pools()
    region = plan.branch_region[branch]
    culture = np.zeros(size, dtype=np.int64)
    for number in np.unique(region):
        shares = np.array(names.CULTURE_SHARES[names.REGIONS[int(number)]], dtype=np.float64)
        drawn = rng.choice(len(shares), size, p=shares / shares.sum())
        culture = np.where(region == number, drawn, culture)
    culture = culture[head]
    last = surnames.take(pa.array(_drawn(rng, last_at, culture)[head]))
    first = pc.if_else(
        pa.array(male),
        men.take(pa.array(_drawn(rng, man_at, culture))),
        women.take(pa.array(_drawn(rng, woman_at, culture))),
    )
    middle = picked([f" {letter}. " for letter in "ABCDGHJKMNPRSTV"], rng.integers(0, 15, size))
    middle = pc.if_else(pa.array(rng.random(size) < 0.12), middle, " ")
    person = joined(first, middle, last)
    firms = joined(
        picked(names.FIRM_WORDS, rng.integers(0, len(names.FIRM_WORDS), size)), " ",
        picked(names.FIRM_TRADES, rng.integers(0, len(names.FIRM_TRADES), size)),
        picked(names.FIRM_FORMS, rng.integers(0, len(names.FIRM_FORMS), size)),
    )  # fmt: skip
    is_firm = pa.array(firm)
    nothing = pa.scalar(None, pa.string())
    return (
        pc.if_else(is_firm, nothing, first),
        pc.if_else(is_firm, nothing, last),
        pc.if_else(is_firm, firms, person),
        culture,
    )


def tax_numbers(people: People) -> pa.Array:
    """PANs: three letters, P or C, first letter of the (sur)name, four digits, a letter."""
    size = len(people.index)
    number = (people.index * 1_618_033_987 + 271_828) % 4_569_760_000
    chars = np.empty((size, 10), dtype=np.uint8)
    for place in (9, 2, 1, 0):
        chars[:, place] = 65 + number % 26
        number = number // 26
        if place == 9:
            for digit in (8, 7, 6, 5):
                chars[:, digit] = 48 + number % 10
                number = number // 10
    chars[:, 3] = np.where(people.firm, ord("C"), ord("P"))
    initials = pc.utf8_upper(pc.utf8_slice_codeunits(pc.coalesce(people.last, people.full), 0, 1))
    chars[:, 4] = np.frombuffer("".join(initials.to_pylist()).encode("ascii"), dtype=np.uint8)
    return fixed_text(chars)


def mobiles(index: Ints, changed: Ints) -> pa.Array:
    """10-digit mobile numbers that begin with 6 to 9, of customers who changed it so often."""
    number = index * 2_654_435_761 + changed * 1_300_000_033 + 12_345
    return text_of(6_000_000_000 + number % 4_000_000_000)


def emails(people: People) -> pa.Array:
    """E-mail addresses from the name and the customer's number."""
    person = joined(
        pc.utf8_lower(pc.coalesce(people.first, "accounts")), ".",
        pc.utf8_lower(pc.coalesce(people.last, "firm")), text_of(people.index), "@example.in",
    )  # fmt: skip
    return pc.replace_substring(person, "'", "")
