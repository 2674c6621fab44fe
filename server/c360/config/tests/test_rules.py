"""Every rule finds what plain Python finds, and the stories that the synthetic bank plants."""

import json
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest

from c360.insights.rules import rules
from c360.insights.run import insight
from demo.bank.build import build_bank
from demo.bank.layout import make_plan

from .truth import synthetic
from .truth.bank import Bank
from .truth.night import built
from .truth.rules import TWINS, hits

AS_OF = date(2026, 11, 21)
Row = dict[str, Any]


def _due(low: int, high: int) -> Callable[[Row], bool]:
    return lambda row: low <= (row["on_date"] - AS_OF).days <= high


# The rule that must find each story, and by what its hits differ from those of the story's kin.
STORY_RULES: dict[str, tuple[str, Callable[[Row], bool]]] = {
    "td_due_7": ("term_deposit_due", _due(0, 7)),
    "td_due_30": ("term_deposit_due", _due(8, 30)),
    "td_due_90": ("term_deposit_due", _due(31, 90)),
    "kyc_overdue": ("kyc_due", _due(-99, -1)),
    "kyc_due_30": ("kyc_due", _due(0, 30)),
    "kyc_due_60": ("kyc_due", _due(31, 60)),
    "kyc_due_90": ("kyc_due", _due(61, 90)),
    "dormant": ("dormant_soon", lambda row: True),
    **{
        name: (name, lambda row: True)
        for name in (
            "salary_stopped", "salary_raised", "large_outflow", "large_inflow", "inoperative",
            "below_minimum", "emi_bounce", "card_limit", "birthday", "anniversary", "idle_cash",
            "first_product",
        )
    },
}  # fmt: skip


@dataclass(frozen=True)
class Night:
    """The raw rows, what the rules found in them, and what was planted."""

    bank: Bank
    found: list[Row]
    stories: dict[str, list[str]]


@pytest.fixture(scope="module")
def night(tmp_path_factory: pytest.TempPathFactory) -> Night:
    files, folder = tmp_path_factory.mktemp("files"), tmp_path_factory.mktemp("built")
    build_bank(make_plan(2_000, 11, AS_OF, activity=12), files, workers=1)
    tables = built(files, folder, AS_OF, {"insight": insight})
    stories = json.loads((files / "stories.json").read_text(encoding="utf-8"))
    return Night(synthetic.read(files, AS_OF), tables["insight"].to_pylist(), stories)


def test_every_rule_has_a_twin_and_meets_a_story() -> None:
    names = {rule.name for rule in rules()}
    assert names == set(TWINS) == {rule for rule, _ in STORY_RULES.values()}


def test_every_rule_finds_for_every_customer_what_plain_python_finds(night: Night) -> None:
    found = defaultdict(set)
    for row in night.found:
        columns = ("rule", "account_id", "on_date", "amount", "compared")
        found[row["customer_id"]].add(tuple(row[name] for name in columns))
    for customer_id in night.bank.customers:
        assert found[customer_id] == hits(night.bank, customer_id), customer_id


@pytest.mark.parametrize("story", sorted(STORY_RULES))
def test_exactly_the_planted_customers_are_found(night: Night, story: str) -> None:
    rule, is_of_story = STORY_RULES[story]
    found = {row["customer_id"] for row in night.found if row["rule"] == rule and is_of_story(row)}
    assert night.stories[story]
    assert found == set(night.stories[story])


def test_what_a_rule_finds_is_planted_whatever_the_day_and_the_seed(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """Salary days and month ends move much money by chance; a rule must not see a story in it."""
    for seed, as_of in ((3, date(2026, 9, 30)), (4, date(2026, 12, 1))):
        files, folder = tmp_path_factory.mktemp("files"), tmp_path_factory.mktemp("built")
        build_bank(make_plan(4_000, seed, as_of, activity=12), files, workers=1)
        found = defaultdict(set)
        for row in built(files, folder, as_of, {"insight": insight})["insight"].to_pylist():
            found[row["rule"]].add(row["customer_id"])
        planted: dict[str, set[str]] = defaultdict(set)
        for story, customers in json.loads((files / "stories.json").read_text()).items():
            planted[STORY_RULES[story][0]] |= set(customers)
        assert found == planted, (seed, as_of)


def test_every_planted_story_has_a_rule(night: Night) -> None:
    assert set(night.stories) == set(STORY_RULES)


def test_a_key_lasts_while_the_hit_is_about_the_same(
    night: Night, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """The same bank a day later: what is still true keeps its key; what is new has another."""
    files, folder = tmp_path_factory.mktemp("files"), tmp_path_factory.mktemp("built")
    build_bank(make_plan(2_000, 11, AS_OF, activity=12, nights=1), files, workers=1)
    later = AS_OF + timedelta(1)
    tables = built(files, folder, later, {"insight": insight})
    today = {row["key"]: row for row in night.found}
    tomorrow = {row["key"]: row for row in tables["insight"].to_pylist()}
    assert len(today) == len(night.found)
    for rule in ("term_deposit_due", "kyc_due", "salary_stopped", "dormant_soon", "emi_bounce"):
        before = {key for key, row in today.items() if row["rule"] == rule}
        after = {key for key, row in tomorrow.items() if row["rule"] == rule}
        assert len(before & after) >= len(before) * 0.8, rule
    flows = {key for key, row in today.items() if row["rule"] == "large_outflow"}
    assert flows and not flows & set(tomorrow)


def test_the_weightiest_insight_of_a_customer_stands_first(night: Night) -> None:
    by_customer = defaultdict(list)
    for row in night.found:
        by_customer[row["customer_id"]].append(row)
    for rows in by_customer.values():
        rows.sort(key=lambda row: row["place"])
        assert [row["place"] for row in rows] == list(range(1, len(rows) + 1))
        assert [row["score"] for row in rows] == sorted((r["score"] for r in rows), reverse=True)
