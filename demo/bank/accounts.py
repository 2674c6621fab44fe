"""A chunk's accounts: which products each customer holds and their terms.

Each customer has eight slots: 0 main account, 1 second one, 2 running term deposit, 3 one that
matured within the period, 4 mutual funds, 5 bonds, 6 loan, 7 credit card.
"""

from dataclasses import dataclass

import numpy as np

from demo.bank.layout import NIGHTS_MAX, SLOTS, Bools, Floats, Ints, Plan, account_ids
from demo.bank.people import LAKH, People
from demo.bank.stories import plays, story_of

# code, name, kind, family, minimum balance in rupees
PRODUCTS: tuple[tuple[str, str, str, str, int], ...] = (
    ("SBREG", "Regular Savings", "Savings", "savings", 10_000),
    ("SBPRM", "Premier Savings", "Savings", "savings", 100_000),
    ("SBSAL", "Salary Savings", "Savings", "savings", 0),
    ("SBMIN", "Young Saver", "Savings", "savings", 0),
    ("CAREG", "Business Current", "Current", "current", 25_000),
    ("CAPRM", "Premium Current", "Current", "current", 200_000),
    ("TDCUM", "Cumulative Deposit", "Term deposit", "term_deposit", 0),
    ("TDTAX", "Tax Saver Deposit", "Term deposit", "term_deposit", 0),
    ("MFEQU", "Mutual Fund Folio", "Mutual funds", "investment", 0),
    ("BONDS", "Bonds", "Bonds", "investment", 0),
    ("HOMEL", "Home Loan", "Home loan", "loan", 0),
    ("CARLN", "Car Loan", "Car loan", "loan", 0),
    ("PERLN", "Personal Loan", "Personal loan", "loan", 0),
    ("CCCLS", "Classic Credit Card", "Credit card", "card", 0),
    ("CCSIG", "Signature Credit Card", "Credit card", "card", 0),
)
CODE = {row[0]: number for number, row in enumerate(PRODUCTS)}
RATES = np.array([300, 300, 300, 300, 0, 0, 690, 650, 0, 745, 865, 920, 1175, 3600, 3600]) * 100
MINIMUM = np.array([row[4] for row in PRODUCTS], dtype=np.int64) * 100
TENORS = np.array([181, 366, 400, 731, 1096])
RENEWALS = ("", "RENEW_ALL", "RENEW_PRINCIPAL", "PAY_OUT")
CHANCE = 0.0006  # of a customer's second account to be opened, or closed, on a night
MAIN, SECOND, TD, TD_DONE, FUND, BOND, LOAN, CARD = range(SLOTS)


@dataclass
class Accounts:
    """Arrays of one chunk, a row an account; `at` finds a customer's account by slot (-1: none).

    Money in paise, days since 1970 (0: none), rates in hundredths of a basis point.
    """

    owner: Ints
    slot: Ints
    product: Ints
    ids: Ints
    at: Ints
    opened: Ints
    closed: Ints
    matures: Ints
    renewal: Ints
    principal: Ints
    instalment: Ints
    pay_day: Ints
    limit: Ints
    opening: Ints  # balance before the first day; CASA accounts: the balance wished for
    rate: Ints
    ends: Ints  # closed on a night (0: none); until then an account like any other

    def of(self, slot: int) -> tuple[Ints, Ints]:
        """The accounts of a slot and their owners' places in the chunk."""
        which = np.flatnonzero(self.slot == slot)
        return which, self.owner[which]


def make_accounts(plan: Plan, chunk: int, people: People) -> Accounts:
    """The accounts of one chunk's customers."""
    rng = plan.rng(chunk, 2)
    product, begins = _products(plan, rng, people)
    owner, slot = (found.astype(np.int64) for found in np.nonzero(product >= 0))
    kind = product[owner, slot]
    at = np.full(product.shape, -1, dtype=np.int64)
    at[owner, slot] = np.arange(len(owner))
    size = len(owner)
    none = np.zeros((9, size), dtype=np.int64)
    accounts = Accounts(
        owner, slot, kind, account_ids(people.index[owner], slot, plan.customers), at,
        none[0], none[1], none[2], none[3], none[4], none[5], none[6], none[7], none[8],
        RATES[kind].astype(np.int64), np.zeros(size, dtype=np.int64),
    )  # fmt: skip
    joined = people.joined_on[owner]
    gap = (rng.random(size) ** 2 * np.maximum(plan.today - joined - 430, 0)).astype(np.int64)
    accounts.opened = np.where(slot == MAIN, joined, joined + gap)
    late = (slot == SECOND) & (begins[owner] > 0)
    accounts.opened = np.where(late, plan.today + begins[owner], accounts.opened)
    leaves = (slot == SECOND) & ~late & (rng.random(size) < CHANCE * NIGHTS_MAX)
    night = rng.integers(1, NIGHTS_MAX + 1, size)
    accounts.ends = np.where(leaves, plan.today + night, accounts.ends)
    wealth = people.wealth[owner]
    share = np.array([0.35, 0.2, 0.0, 0.0, 0.3, 0.4, 0.0, 0.0])[slot]
    wish = wealth * share * rng.uniform(0.4, 1.6, size)
    whole_wealth = plays(people.index, "idle_cash", "large_outflow", "large_inflow")[owner]
    wish = np.where(whole_wealth & (slot == MAIN), wealth, wish)
    accounts.opening = (wish / 100).astype(np.int64) * 100 + rng.integers(0, 100, size)
    _deposits(plan, rng, people, accounts)
    _funds(plan, rng, people, accounts)
    _loans(plan, rng, people, accounts)
    accounts.opening[slot == BOND] = (
        accounts.opening[slot == BOND] // 1_000_000 * 1_000_000 + 1_000_000
    )
    accounts.pay_day[slot == CARD] = 20
    before = accounts.opened < plan.starts[0]
    moving = np.isin(slot, (TD, TD_DONE, FUND))
    accounts.opening = np.where(~before & moving, 0, accounts.opening)
    return accounts


def _products(plan: Plan, rng: np.random.Generator, people: People) -> tuple[Ints, Ints]:
    """The product in each customer's slot, -1 where the slot is empty.

    Also the night (1..; 0: none) on which a customer without a second account opens one.
    """
    index, size = people.index, len(people.index)
    product = np.full((size, SLOTS), -1, dtype=np.int64)
    minor = people.born > plan.today - 18 * 366
    only_main = plays(
        index,
        "dormant",
        "inoperative",
        "below_minimum",
        "large_outflow",
        "large_inflow",
        "idle_cash",
    )
    fresh = people.joined_on >= plan.starts[0] - 40
    product[:, MAIN] = np.select(
        [people.firm & (people.wealth > 60 * LAKH), people.firm, minor, only_main, people.salaried,
         people.wealth > 24 * LAKH],
        [CODE["CAPRM"], CODE["CAREG"], CODE["SBMIN"], CODE["SBREG"], CODE["SBSAL"], CODE["SBPRM"]],
        CODE["SBREG"],
    )  # fmt: skip
    grown = ~minor & ~only_main & ~fresh
    rich = np.clip((people.wealth / (3 * LAKH)) ** 0.5, 0.4, 3.0) * plan.profile.products
    old = people.joined_on < plan.starts[0] - 600
    dice = rng.random((size, SLOTS))
    kinds = _odds(rng, people, grown, old)
    for slot, (code, chance, may) in kinds.items():
        product[:, slot] = np.where(may & (dice[:, slot] < chance * rich), code, -1)
    due = plays(index, "td_due_7", "td_due_30", "td_due_90")
    product[due, TD] = CODE["TDCUM"]
    product[plays(index, "emi_bounce"), LOAN] = CODE["PERLN"]
    product[plays(index, "card_limit"), CARD] = CODE["CCCLS"]
    first = plays(index, "first_product")
    product[first, FUND] = CODE["MFEQU"]
    product[first, BOND] = -1
    product[_puts_away(people) & grown & ~first, TD] = CODE["TDCUM"]
    opens = grown & (story_of(index) < 0) & (product[:, SECOND] < 0)
    opens &= rng.random(size) < CHANCE * NIGHTS_MAX
    product[opens, SECOND] = kinds[SECOND][0][opens]
    return product, np.where(opens, rng.integers(1, NIGHTS_MAX + 1, size), 0)


def _cash(people: People) -> Floats:
    """What would gather on a customer's accounts by the business day if nothing was put away."""
    paid = np.select([people.salaried, people.retired], [8.0, 3.0], 0.5)
    return np.asarray(people.wealth * 0.45 + people.income * paid)


def _puts_away(people: People) -> Bools:
    """Whose cash is worth a term deposit: idle cash is rare where it is no story."""
    return np.asarray(_cash(people) > 5 * LAKH)


def _odds(
    rng: np.random.Generator, people: People, grown: Bools, old: Bools
) -> dict[int, tuple[Ints, Floats | float, Bools]]:
    size = len(people.index)
    person = ~people.firm
    loan = rng.choice([CODE["HOMEL"], CODE["CARLN"], CODE["PERLN"]], size, p=[0.35, 0.3, 0.35])
    deposit = np.where(rng.random(size) < 0.12, CODE["TDTAX"], CODE["TDCUM"])
    card = np.where(people.wealth > 8 * LAKH, CODE["CCSIG"], CODE["CCCLS"])
    second = np.where(people.firm, CODE["CAREG"], CODE["SBREG"])
    fund = np.full(size, CODE["MFEQU"])
    bond = np.full(size, CODE["BONDS"])
    return {
        SECOND: (second, 0.15, grown),
        TD: (deposit, 0.19, grown),
        TD_DONE: (np.full(size, CODE["TDCUM"]), 0.06, grown & old),
        FUND: (fund, 0.08, grown & person),
        BOND: (bond, 0.025, grown & person),
        LOAN: (loan, 0.09, grown & person & old & ~people.retired),
        CARD: (card, 0.10, grown & person),
    }


def _deposits(plan: Plan, rng: np.random.Generator, people: People, accounts: Accounts) -> None:
    which, owner = accounts.of(TD)
    size = len(which)
    tenor = TENORS[rng.integers(0, len(TENORS), size)]
    left = 91 + 31 + (rng.random(size) * (tenor - 122)).astype(np.int64)
    soon = rng.random(size) < 0.15
    left = np.where(soon, rng.integers(1, 91, size), left)
    renewal = np.where(soon, rng.integers(1, 4, size), rng.integers(0, 4, size))
    index = people.index[owner]
    for story, low, high in (("td_due_7", 1, 7), ("td_due_30", 8, 30), ("td_due_90", 31, 90)):
        mine = plays(index, story)
        left = np.where(mine, rng.integers(low, high + 1, size), left)
        renewal = np.where(mine, 0, renewal)
        tenor = np.where(mine, 366, tenor)
    left = np.minimum(left, tenor - 30)  # a first deposit of the last days is a story
    accounts.matures[which] = plan.today + left
    accounts.opened[which] = np.maximum(plan.today + left - tenor, people.joined_on[owner])
    accounts.renewal[which] = renewal
    done, done_owner = accounts.of(TD_DONE)
    matured = (
        plan.starts[0]
        + 20
        + (rng.random(len(done)) * (plan.today - plan.starts[0] - 24)).astype(np.int64)
    )
    accounts.matures[done] = matured
    accounts.closed[done] = matured
    accounts.opened[done] = matured - 366
    accounts.renewal[done] = 3
    every, owners = np.concatenate([which, done]), np.concatenate([owner, done_owner])
    amount = people.wealth[owners] * rng.uniform(0.15, 0.9, len(every))
    running = np.arange(len(every)) < size
    away = running & _puts_away(people)[owners]
    amount = np.where(away, np.maximum(amount, _cash(people)[owners] * 1.5), amount)
    principal = np.maximum(amount.astype(np.int64) // 500_000 * 500_000, 1_000_000)
    accounts.principal[every] = principal
    accounts.opening[every] = principal


def _funds(plan: Plan, rng: np.random.Generator, people: People, accounts: Accounts) -> None:
    which, owner = accounts.of(FUND)
    income = people.income[owner]
    sip = np.maximum(
        (income * rng.uniform(0.03, 0.12, len(which))).astype(np.int64) // 50_000 * 50_000, 50_000
    )
    accounts.instalment[which] = sip
    accounts.pay_day[which] = rng.choice([5, 7, 10, 15], len(which))
    first = plays(people.index[owner], "first_product")
    accounts.opened[which] = np.where(
        first, plan.today - 4, np.minimum(accounts.opened[which], plan.starts[0] - 30)
    )


def _loans(plan: Plan, rng: np.random.Generator, people: People, accounts: Accounts) -> None:
    """Annuities that began before the period and outlast it; the opening is what is left."""
    which, owner = accounts.of(LOAN)
    kind = accounts.product[which]
    times = np.select([kind == CODE["HOMEL"], kind == CODE["CARLN"]], [36.0, 9.0], 5.0)
    term = np.select([kind == CODE["HOMEL"], kind == CODE["CARLN"]], [240, 84], 60)
    paid = (rng.random(len(which)) * (term - 25)).astype(np.int64) % 120
    principal = people.income[owner] * times * rng.uniform(0.7, 1.4, len(which))
    principal = np.maximum(principal.astype(np.int64) // 1_000_000 * 1_000_000, 5_000_000)
    monthly = accounts.rate[which] / 1_000_000 / 12
    emi = principal * monthly / (1 - (1 + monthly) ** -term.astype(np.float64))
    grown = (1 + monthly) ** paid
    left = principal * grown - emi * (grown - 1) / monthly
    accounts.principal[which] = principal
    accounts.instalment[which] = np.ceil(emi / 100).astype(np.int64) * 100
    accounts.opening[which] = -left.astype(np.int64)
    bounces = plays(people.index[owner], "emi_bounce")
    accounts.pay_day[which] = np.where(bounces, plan.lately, rng.choice([3, 5, 7, 10], len(which)))
    accounts.opened[which] = plan.starts[0] - 12 - paid * 30
    accounts.matures[which] = accounts.opened[which] + term * 30 + term * 7 // 16
