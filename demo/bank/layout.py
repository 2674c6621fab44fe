"""The bank's skeleton: units, branches, employees, the RMs' books, and numbering of everything.

Everything follows from (customers, seed); customers are numbered 0.. and stand in book order, so
an RM's book is one run of numbers and a chunk of customers can be made on its own.
"""

import hashlib
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import numpy.typing as npt

from demo.bank import names

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

EPOCH = date(1970, 1, 1)
MONTHS_BACK = 13
NIGHTS_MAX = 31
SLOTS = 8


@dataclass(frozen=True)
class Profile:
    """How rich a customer's banking is: `everyday` bookings a main account over the period.

    `nightly` is how many everyday bookings a customer brings to each night after it.
    """

    everyday: float
    nightly: float
    salaried: float
    products: float
    coupons: bool


RICH = Profile(everyday=46.0, nightly=0.25, salaried=0.55, products=1.6, coupons=True)
FULL = Profile(everyday=2.4, nightly=1.28, salaried=0.08, products=0.74, coupons=False)


def day_number(day: date) -> int:
    """Days since 1970-01-01."""
    return (day - EPOCH).days


def month_starts(as_of: date) -> list[date]:
    """First days of the 13 months before `as_of`'s, of its own, and of the two that follow."""
    first = as_of.year * 12 + as_of.month - 1 - MONTHS_BACK
    return [date(m // 12, m % 12 + 1, 1) for m in range(first, first + MONTHS_BACK + 3)]


@dataclass(frozen=True)
class Plan:
    """What all chunks of customers share. `book_starts` has one more entry than there are RMs."""

    customers: int
    seed: int
    as_of: date
    nights: int
    profile: Profile
    book_starts: Ints
    rm_branch: Ints
    branch_city: list[str]
    branch_name: list[str]
    branch_region: Ints
    branch_cluster: list[str]
    clusters: list[tuple[str, str, str]]  # unit id, region id, name
    regions: list[tuple[str, str]]
    states: dict[str, str] = field(default_factory=dict)

    @property
    def chunk(self) -> int:
        """Customers made at a time."""
        return 10_000 if self.customers <= 50_000 else 40_000

    @property
    def chunks(self) -> int:
        """How many chunks the customers make."""
        return -(-self.customers // self.chunk)

    @property
    def starts(self) -> Ints:
        """First days of the months, as day numbers."""
        return np.array([day_number(d) for d in month_starts(self.as_of)], dtype=np.int64)

    @property
    def today(self) -> int:
        """The business day as a day number."""
        return day_number(self.as_of)

    @property
    def last(self) -> int:
        """The last night's day number."""
        return self.today + self.nights

    @property
    def horizon(self) -> int:
        """Last day for which regular bookings are made, whatever `nights` is."""
        return self.today + NIGHTS_MAX

    @property
    def rms(self) -> int:
        """Number of relationship managers."""
        return len(self.rm_branch)

    def date_of(self, night: int) -> date:
        """The business day so many nights after the first."""
        return self.as_of + timedelta(days=night)

    @property
    def lately(self) -> int:
        """A day of the month that was last reached 1 to 8 days before the business day."""
        return self.as_of.day - 5 if self.as_of.day > 5 else 28

    def years_ago(self, years: int) -> int:
        """The business day so many years before, as a day number; 1 March for a 29 February."""
        year = self.as_of.year - years
        try:
            return day_number(self.as_of.replace(year=year))
        except ValueError:
            return day_number(date(year, 3, 1))

    @property
    def key(self) -> str:
        """One word for the plan and the code that carries it out: equal for equal warehouses."""
        said = repr((self.customers, self.seed, self.as_of, self.nights, self.profile))
        total = hashlib.sha256(said.encode())
        for source in sorted(Path(__file__).parent.glob("*.py")):
            total.update(source.read_bytes())
        return total.hexdigest()

    def rng(self, chunk: int, topic: int) -> np.random.Generator:
        """The random numbers of a chunk and topic; the same for the same seed."""
        return np.random.Generator(np.random.PCG64([self.seed, self.customers, chunk, topic]))


def make_plan(
    customers: int, seed: int, as_of: date, nights: int = 0, activity: float | None = None
) -> Plan:
    """Lay the bank out; ValueError if a number is out of range."""
    if not 200 <= customers <= 8_000_000:
        raise ValueError("customers must be between 200 and 8,000,000")
    if not 0 <= nights <= NIGHTS_MAX:
        raise ValueError(f"nights must be between 0 and {NIGHTS_MAX}")
    rng = np.random.Generator(np.random.PCG64([seed, customers]))
    base = RICH if customers <= 50_000 else FULL
    profile = replace(base, everyday=activity or base.everyday)
    rms = max(1, round(customers / 800))
    weights = rng.uniform(0.85, 1.15, rms)
    sizes = np.floor(weights / weights.sum() * customers).astype(np.int64)
    sizes[: customers - int(sizes.sum())] += 1
    branches = max(6, round(customers / 4000))
    rm_branch = (
        np.arange(rms, dtype=np.int64) * branches // rms
        if rms >= branches
        else (np.arange(rms, dtype=np.int64))
    )
    cities, titles, regions, cluster_of, clusters, states = _network(branches)
    return Plan(
        customers=customers,
        seed=seed,
        as_of=as_of,
        nights=nights,
        profile=profile,
        book_starts=np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64),
        rm_branch=rm_branch,
        branch_city=cities,
        branch_name=titles,
        branch_region=np.array(regions, dtype=np.int64),
        branch_cluster=cluster_of,
        clusters=clusters,
        regions=[(f"R{r + 1:02}", f"{names.REGIONS[r]} region") for r in range(max(regions) + 1)],
        states=states,
    )


def _network(
    branches: int,
) -> tuple[list[str], list[str], list[int], list[str], list[tuple[str, str, str]], dict[str, str]]:
    """Spread the branches over regions, cities and clusters, in the order of their numbers."""
    count = 4 if branches < 40 else len(names.REGIONS)
    cities, titles, regions, cluster_of = [], [], [], []
    clusters: list[tuple[str, str, str]] = []
    states: dict[str, str] = {}
    for region in range(count):
        share = branches // count + (1 if region < branches % count else 0)
        listed = [c.split(":") for c in names.CITIES[names.REGIONS[region]].split()]
        states.update({city: state.replace("_", " ") for city, state in listed})
        homes = sorted(k % len(listed) for k in range(share))
        seen: dict[str, int] = {}
        for place, home in enumerate(homes):
            city = listed[home][0]
            area = names.AREAS[seen.get(city, 0) % len(names.AREAS)]
            seen[city] = seen.get(city, 0) + 1
            if place % 8 == 0:
                clusters.append(
                    (
                        f"R{region + 1:02}C{place // 8 + 1:02}",
                        f"R{region + 1:02}",
                        f"{city} cluster {place // 8 + 1}",
                    )
                )
            cities.append(city)
            titles.append(f"{city} {area}")
            regions.append(region)
            cluster_of.append(clusters[-1][0])
    return cities, titles, regions, cluster_of, clusters, states


def customer_ids(index: Ints) -> Ints:
    """8-digit customer numbers, a permutation of the customers' places."""
    return np.asarray(10_000_000 + (index * 48_271_001 + 48_272) % 90_000_000, dtype=np.int64)


def account_ids(index: Ints, slot: Ints, customers: int) -> Ints:
    """12-digit account numbers by the owner's place and the account's slot 0..7.

    They rise with the place, so a chunk's rows stand together, but by uneven steps.
    """
    serial = index * SLOTS + slot
    step = 899_000_000_000 // (customers * SLOTS)
    return np.asarray(
        100_000_000_000 + serial * step + serial * 2_654_435_761 % 2_147_483_647 % step,
        dtype=np.int64,
    )
