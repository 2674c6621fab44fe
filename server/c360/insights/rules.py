"""What a rule is. Modules give theirs in `insights.py` as `RULES`; the registry finds them.

A rule finds its hits with one expression over a night's tables, for all customers at once. It
names itself, its version, why it matters, who answers for it, and the evidence of each hit.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

import ibis

from c360.core.registry import plugs

# What a rule's expression gives. `occasion` is what makes two hits of a customer different ones
# and stays the same from night to night: the account and the day it is about.
COLUMNS = {
    "customer_id": "string",
    "occasion": "string",
    "on_date": "date",
    "amount": "int64",
    "compared": "int64",
    "account_id": "string",
    "transaction_id": "string",
    "detail": "string",
}


class Night(Protocol):
    """The part of a night (c360.nightly.night) that rules read."""

    @property
    def as_of(self) -> date: ...
    @property
    def history(self) -> Mapping[str, ibis.Table]: ...
    @property
    def built(self) -> Mapping[str, ibis.Table]: ...


@dataclass(frozen=True)
class Rule:
    """One rule. `weight` (0 to 100) is its urgency beside other rules'.

    `reason` is the sentence shown for a hit, with `{on_date}` and `{detail}` in it.
    `evidence` says, for people, what the columns of a hit hold: `on_date`, `amount` and
    `compared` (minor units), `account_id`, `transaction_id` (of a booking not older than the
    night's NAMED_DAYS), `detail`. A column left out of `find`'s table is null. `version` grows
    when the rule finds other customers than before.
    """

    name: str
    version: int
    title: str
    reason: str
    why: str
    owner: str
    evidence: str
    weight: int
    find: Callable[[Night], ibis.Table]


def rules() -> tuple[Rule, ...]:
    """Every module's rules, the hall's first. Raises ValueError where two have one name."""
    found = tuple(rule for plugin in plugs("insights") for rule in plugin.RULES)
    names = [rule.name for rule in found]
    if len(set(names)) != len(names):
        raise ValueError(f"two rules have one name: {', '.join(sorted(names))}")
    return found


def by_name() -> dict[str, Rule]:
    """The rules by their names."""
    return {rule.name: rule for rule in rules()}
