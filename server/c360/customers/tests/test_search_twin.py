"""Search against its slow twin: every name in scope matched one by one, on a bank of 600 names."""

import random
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from pytest_django.plugin import DjangoDbBlocker

from c360.core.pointer import Publication
from c360.core.viewer import Viewer
from c360.customers import search_names, search_words
from c360.customers.match import Reason, match
from c360.customers.models import Customer, SearchPair, SearchTop
from c360.customers.models_search import NAMESAKES
from c360.customers.models_search import TOP as SHOWN
from c360.customers.phonetics import words
from c360.customers.search_by_name import by_name
from c360.customers.tests.misspellings import misspellings
from c360.customers.tests.small_bank import SmallBank, add_account, add_customer
from c360.customers.tests.small_publication import AS_OF, published, viewer
from c360.http.answer import in_publication
from c360.http.rows import Row, fetch
from demo.bank.names import CULTURES

pytestmark = pytest.mark.django_db(databases=["default", "owner"])

CUSTOMERS = 600
RM, BRANCH, REGION = viewer((2, 2)), viewer((3, 4), role="branch_head"), viewer((1, 4))
ACROSS, BANK = viewer((4, 5), role="branch_head"), viewer((0, 8), role="region_head")
SCOPES = {"rm": RM, "branch": BRANCH, "region": REGION, "across": ACROSS, "bank": BANK}
EVERYBODY = (
    "Ram Krishna", "Ramkrishna", "Rama Krishna Rao", "R. Krishnan", "K. R. Nair", "Madonna",
    "Sai Ram Sai", "Om Shanti Works Private Limited", "Shanti Om", "A. K. Sharma", "Das", "S. Das",
    "Sita Sharma", "Geeta Varma", "Sunita A. Rao",
)  # fmt: skip
NAMESAKE = "Asha Rao"  # so many that not all of them are kept for who sees a whole zone


def drawn_names() -> list[str]:
    """Names as the synthetic bank has them, some with an initial; the odd ones eight times."""
    choose = random.Random(7)
    names = list(EVERYBODY) * 8 + [NAMESAKE] * 100
    while len(names) < CUSTOMERS:
        men, women, surnames = (text.split() for text in choose.choice(list(CULTURES.values())))
        middle = choose.choice(("", "", "", " K.", " A."))
        names.append(f"{choose.choice(men + women)}{middle} {choose.choice(surnames)}")
    return names


def bank_of_two_regions() -> SmallBank:
    """8 RMs, four in each region, and customers in nobody's book."""
    bank = SmallBank(AS_OF)
    bank.add("organisation_unit", unit_id="HO", level="bank", name="Bank")
    bank.add("product", product_id="savings", name="Savings", kind="savings", family="savings")
    for region in ("R1", "R2"):
        bank.add("organisation_unit", unit_id=region, parent_id="HO", level="region", name=region)
        for branch in (f"B{region}1", f"B{region}2"):
            bank.add("organisation_unit", unit_id=branch, parent_id=region, level="branch",
                     name=branch)  # fmt: skip
            for rm in (f"E{branch}1", f"E{branch}2"):
                bank.add("employee", employee_id=rm, name=rm, role="rm", unit_id=branch)
    rms = [row["employee_id"] for row in bank.rows["employee"]]
    choose = random.Random(8)
    for n, name in enumerate(drawn_names()):
        add_customer(bank, f"C{n:04}", full_name=name, branch_id="BR11")
        if n % 9:
            bank.add("book", rm_id=rms[n % 9 - 1], customer_id=f"C{n:04}",
                     from_date=date(2020, 1, 1))  # fmt: skip
        add_account(bank, f"A{n:04}", f"C{n:04}", "savings")
        bank.add("balance", account_id=f"A{n:04}", as_of=AS_OF, closing=choose.randrange(50))
    return bank


@pytest.fixture(scope="module")
def two_regions(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[Publication, dict[str, tuple[str, int, int]]]]:
    """The publication, and each customer's name, `rm_seq` and relationship value."""
    bank = bank_of_two_regions()
    customers = {
        row["customer_id"]: (row["full_name"], row["rm_seq"], row["trv"])
        for row in bank.publish()["figures"]
    }
    folder = tmp_path_factory.mktemp("two_regions")
    with django_db_blocker.unblock(), published(bank, folder) as publication:
        yield publication, customers


def slowly(
    who: Viewer, typed: str, customers: dict[str, tuple[str, int, int]]
) -> list[tuple[str, str]]:
    """Every name in scope, one after the other."""
    rows = []
    for customer_id, (name, rm_seq, trv) in customers.items():
        if any(low <= rm_seq <= high for low, high in who.scope):
            found = match(words(typed), name)
            if found:
                rows.append((found.reason, found.slips, -trv, customer_id, found.close))
    if any(reason <= Reason.SOUNDS_SAME for reason, *_ in rows):
        rows = [row for row in rows if row[-1] < 2]
    return [(reason.name, customer_id) for reason, _, _, customer_id, _ in sorted(rows)[:SHOWN]]


def quickly(who: Viewer, typed: str, publication: Publication) -> list[tuple[str, str]]:
    with in_publication(who, publication):
        found = by_name(who, words(typed))
    return [(why.reason.name, customer_id) for customer_id, why in found.items()]


def what_is_typed() -> list[str]:
    names = drawn_names()
    wrong = [case.typed for case in misspellings(names, 6)]
    choose = random.Random(9)
    begun = []
    for name in choose.sample(names, 40):
        first, *_, last = words(name) * 2
        begun += [first[:3], last[:4], f"{first} {last[:1]}", f"{last[:3]} {first[:2]}", name]
    return [
        *wrong,
        *begun,
        *EVERYBODY,
        NAMESAKE,
        "a rao",
        "s",
        "k r",
        "a k sharma",
        "om private",
        "krishna ram rao",
    ]


@pytest.mark.parametrize("scope", SCOPES)
def test_search_finds_what_reading_every_name_finds(
    two_regions: tuple[Publication, dict[str, tuple[str, int, int]]], scope: str
) -> None:
    publication, customers = two_regions
    who = SCOPES[scope]
    wrong = {
        typed: (fast, slow)
        for typed in what_is_typed()
        if (fast := quickly(who, typed, publication)) != (slow := slowly(who, typed, customers))
    }
    assert wrong == {}


def test_of_many_namesakes_the_best_are_kept_for_who_sees_a_zone_and_one_for_oneself(
    two_regions: tuple[Publication, dict[str, tuple[str, int, int]]],
) -> None:
    publication, customers = two_regions
    with in_publication(BANK, publication):
        words_of = "customer_id in (select customer_id from customer where full_name = %s)"
        kept = fetch(
            f"select count(*) as held from search_pair where place >= 0 and {words_of}"
            " group by a, b, place",
            [NAMESAKE],
        )
    assert max(row["held"] for row in kept) == NAMESAKES
    best = quickly(BANK, NAMESAKE, publication)[0][1]
    oneself = replace(BANK, own_customer_id=best)
    left = {one: facts for one, facts in customers.items() if one != best}
    assert quickly(oneself, NAMESAKE, publication) == slowly(BANK, NAMESAKE, left)


def test_what_is_near_in_two_words_is_left_out_where_a_name_has_them(
    two_regions: tuple[Publication, dict[str, tuple[str, int, int]]],
) -> None:
    publication, customers = two_regions
    found = {customers[one][0] for _, one in quickly(BANK, "sita sharma", publication)}
    assert "Sita Sharma" in found
    assert "Geeta Varma" not in found
    far = {customers[one][0] for _, one in quickly(BANK, "sjta sharmz", publication)}
    assert "Sita Sharma" in far


@pytest.mark.parametrize("scope", ["rm", "bank"])
def test_nine_of_ten_misspelt_names_are_among_the_first_five(
    two_regions: tuple[Publication, dict[str, tuple[str, int, int]]], scope: str
) -> None:
    publication, customers = two_regions
    who = SCOPES[scope]
    names = {
        name
        for name, rm_seq, _ in customers.values()
        if any(low <= rm_seq <= high for low, high in who.scope)
    }
    cases = misspellings(names, 25)
    hits: Counter[str] = Counter()
    for case in cases:
        found = quickly(who, case.typed, publication)[:5]
        hits[case.kind] += any(case.meant(customers[customer_id][0]) for _, customer_id in found)
    assert len(hits) >= 6
    assert hits.total() >= 0.9 * len(cases), hits


@pytest.mark.parametrize("scope", ["rm", "bank"])
def test_a_name_takes_few_statements_however_many_words_it_has(
    two_regions: tuple[Publication, dict[str, tuple[str, int, int]]],
    scope: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    publication, _ = two_regions
    asked: list[str] = []

    def counted(statement: str, values: Mapping[str, Any]) -> list[Row]:
        asked.append(statement)
        return fetch(statement, values)

    for module in (search_names, search_words):
        monkeypatch.setattr(module, "fetch", counted)
    taken = {}
    for typed in {name for name in drawn_names() if "." not in name}:
        asked.clear()
        quickly(SCOPES[scope], typed, publication)
        taken[typed] = len(asked)
    # The words, their pairs, what sounds so, those pairs; for some all that begin so, or joined.
    assert max(taken.values()) <= 6, taken
    assert sum(taken.values()) <= 4.5 * len(taken), taken


def test_each_row_of_a_search_is_of_the_scope(
    two_regions: tuple[Publication, dict[str, tuple[str, int, int]]],
) -> None:
    """Row-level security alone, whatever the search asks for."""
    publication, _ = two_regions
    with in_publication(RM, publication):
        for model in (SearchPair, SearchTop, Customer):
            assert set(model.objects.values_list("rm_seq", flat=True)) == {2}
    with in_publication(viewer(), publication):
        assert not SearchPair.objects.exists()
        assert by_name(viewer(), ["sharma"]) == {}
