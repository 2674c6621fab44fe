"""What narrows the book's grid: the words of the URL as conditions on the customers' figures."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, TypeVar

from c360.core.days import today
from c360.core.errors import bad_request

Read = TypeVar("Read")
MOST_CHOSEN = 500  # customers that a selection may name
FILTERS = (
    "segment", "city", "flag", "product", "not_product", "tag", "min_trv", "max_trv", "min_casa",
    "max_casa", "quiet_days", "kyc_days", "matures_from", "matures_to", "q", "ids",
)  # fmt: skip

# Any of the words: segment, city, flag, tag; each of them: product; none of them: not_product.
_OF_WORDS = {
    "segment": "segment = any(%(segment)s::text[])",
    "city": "city = any(%(city)s::text[])",
    "flag": "string_to_array(flags, ',') && %(flag)s::text[]",
    "product": "string_to_array(products, ',') @> %(product)s::text[]",
    "not_product": "not string_to_array(products, ',') && %(not_product)s::text[]",
    "tag": "exists (select from customer_tag t where t.customer_id = book.customer_id"
    " and t.tag = any(%(tag)s::text[]))",
}
_OF_AMOUNTS = {
    f"{end}_{name}": f"{name} {operator} %({end}_{name})s::bigint"
    for name in ("trv", "casa")
    for end, operator in (("min", ">="), ("max", "<="))
}
_TEXT = "(strpos(upper(name), upper(%(q)s::text)) > 0 or starts_with(customer_id, %(q)s::text))"
_QUIET = "(last_contact_on is null or last_contact_on < %(quiet)s::date)"
_MATURES = """exists (select from holding h
    where h.customer_id = book.customer_id and h.is_primary and h.family = 'term_deposit'
        and h.matures_on between %(matures_from)s::date and %(matures_to)s::date
        and h.status is distinct from 'closed')"""


@dataclass
class Narrowed:
    """Conditions on the rows of `grid.BOOK`, all to be met, and the values bound in them."""

    conditions: list[str] = field(default_factory=list)
    values: dict[str, Any] = field(default_factory=dict)

    def by(self, condition: str, name: str, value: Any) -> None:
        """One more condition, with the value that it names."""
        self.conditions.append(condition)
        self.values[name] = value

    @property
    def text(self) -> str:
        """The conditions as one."""
        return " and ".join(self.conditions) or "true"


def filtered(query: Mapping[str, str], as_of: date) -> Narrowed:
    """The conditions on rows of `grid.BOOK` that every filter lets through.

    Raises a 400 problem for an amount, a number of days or a date that is none.
    """
    narrowed = Narrowed()
    for part in (_listed_words, _amounts, _days, _maturing, _chosen):
        part(narrowed, query, as_of)
    return narrowed


def words(query: Mapping[str, str], name: str) -> list[str]:
    """The parameter's words, with commas between."""
    return [word for word in query.get(name, "").split(",") if word]


def _listed_words(narrowed: Narrowed, query: Mapping[str, str], as_of: date) -> None:
    for name, condition in _OF_WORDS.items():
        if chosen := words(query, name):
            narrowed.by(condition, name, chosen)
    if text := query.get("q", "").strip():
        narrowed.by(_TEXT, "q", text)


def _amounts(narrowed: Narrowed, query: Mapping[str, str], as_of: date) -> None:
    for name, condition in _OF_AMOUNTS.items():
        amount = _number(query, name, "bad_amount", 2**63 - 1)
        if amount is not None:
            narrowed.by(condition, name, amount)


def _days(narrowed: Narrowed, query: Mapping[str, str], as_of: date) -> None:
    """Not spoken with for so many days (0: never), and papers due within so many."""
    quiet = _number(query, "quiet_days", "bad_days", 3_650)
    if quiet is not None:
        latest = today() - timedelta(quiet) if quiet else None
        narrowed.by(_QUIET if quiet else "last_contact_on is null", "quiet", latest)
    due = _number(query, "kyc_days", "bad_days", 3_650)
    if due is not None:
        narrowed.by("kyc_due_on <= %(kyc)s::date", "kyc", as_of + timedelta(due))


def _maturing(narrowed: Narrowed, query: Mapping[str, str], as_of: date) -> None:
    """An own open term deposit matures on one of these days."""
    first, last = (_date(query, f"matures_{end}") for end in ("from", "to"))
    if first is not None or last is not None:
        narrowed.by(_MATURES, "matures_from", first or as_of)
        narrowed.values["matures_to"] = last or date.max


def _chosen(narrowed: Narrowed, query: Mapping[str, str], as_of: date) -> None:
    ids = words(query, "ids")
    if len(ids) > MOST_CHOSEN:
        raise bad_request("too_many_ids", f"ids names at most {MOST_CHOSEN} customers.")
    if ids:
        narrowed.by("customer_id = any(%(ids)s::text[])", "ids", ids)


def _number(query: Mapping[str, str], name: str, code: str, most: int) -> int | None:
    return _read(query, name, code, lambda text: _within(int(text), most))


def _date(query: Mapping[str, str], name: str) -> date | None:
    return _read(query, name, "bad_date", date.fromisoformat)


def _within(number: int, most: int) -> int:
    if not -most <= number <= most:
        raise ValueError
    return number


def _read(
    query: Mapping[str, str], name: str, code: str, read: Callable[[str], Read]
) -> Read | None:
    text = query.get(name, "")
    if not text:
        return None
    try:
        return read(text)
    except ValueError as error:
        kinds = {"bad_amount": "a whole number of minor units", "bad_days": "a number of days"}
        what = kinds.get(code, "a date, as 2026-11-21")
        raise bad_request(code, f"{name} is {what}.") from error
