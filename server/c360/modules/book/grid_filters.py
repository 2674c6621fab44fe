"""What narrows the book's grid: the words of the URL as conditions on the customers' figures."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import TypeVar

from django.db.models import Exists, OuterRef, Q, QuerySet

from c360.core.days import today
from c360.core.errors import bad_request
from c360.core.viewer import Viewer
from c360.customers.models import Figures, Holding
from c360.modules.book.models import CustomerTag

Read = TypeVar("Read")
NEVER = date(1, 1, 1)  # who was never contacted comes before everyone who was
MOST_CHOSEN = 500  # customers that a selection may name
FILTERS = (
    "segment", "city", "flag", "product", "not_product", "tag", "min_trv", "max_trv", "min_casa",
    "max_casa", "quiet_days", "kyc_days", "matures_from", "matures_to", "q", "ids",
)  # fmt: skip
AMOUNTS = {"trv": "trv", "casa": "casa"}  # parameters min_<name>, max_<name>


def filtered(
    rows: QuerySet[Figures], viewer: Viewer, query: Mapping[str, str], as_of: date
) -> QuerySet[Figures]:
    """The rows that every filter lets through.

    Raises a 400 problem for an amount, a number of days or a date that is none.
    """
    for part in (_listed_words, _amounts, _days, _maturing, _chosen):
        rows = rows.filter(part(query, as_of))
    for kind in words(query, "not_product"):
        rows = rows.exclude(_lists("product_list", kind))
    if tags := words(query, "tag"):
        tagged = CustomerTag.objects.filter(customer_id=OuterRef("customer_id"), tag__in=tags)
        rows = rows.filter(Exists(tagged))
    return rows


def words(query: Mapping[str, str], name: str) -> list[str]:
    """The parameter's words, with commas between."""
    return [word for word in query.get(name, "").split(",") if word]


def _lists(column: str, word: str) -> Q:
    return Q(**{f"{column}__contains": f",{word},"})


def _listed_words(query: Mapping[str, str], as_of: date) -> Q:
    found = Q()
    if segments := words(query, "segment"):
        found &= Q(segment__in=segments)
    if cities := words(query, "city"):
        found &= Q(city__in=cities)
    if flags := words(query, "flag"):
        any_flag = Q()
        for flag in flags:
            any_flag |= _lists("flag_list", flag)
        found &= any_flag
    for kind in words(query, "product"):
        found &= _lists("product_list", kind)
    if text := query.get("q", "").strip():
        found &= Q(full_name__icontains=text) | Q(customer_id__startswith=text)
    return found


def _amounts(query: Mapping[str, str], as_of: date) -> Q:
    found = Q()
    for name, column in AMOUNTS.items():
        for end, operator in (("min", "gte"), ("max", "lte")):
            amount = _number(query, f"{end}_{name}", "bad_amount", 2**63 - 1)
            if amount is not None:
                found &= Q(**{f"{column}__{operator}": amount})
    return found


def _days(query: Mapping[str, str], as_of: date) -> Q:
    """Not spoken with for so many days (0: never), and papers due within so many."""
    found = Q()
    quiet = _number(query, "quiet_days", "bad_days", 3_650)
    if quiet is not None:
        found &= Q(contact_day__lt=today() - timedelta(quiet)) if quiet else Q(contact_day=NEVER)
    due = _number(query, "kyc_days", "bad_days", 3_650)
    if due is not None:
        found &= Q(kyc_due_on__lte=as_of + timedelta(due))
    return found


def _maturing(query: Mapping[str, str], as_of: date) -> Q:
    """An own open term deposit matures on one of these days."""
    first, last = (_date(query, f"matures_{end}") for end in ("from", "to"))
    if first is None and last is None:
        return Q()
    due = Holding.objects.filter(
        customer_id=OuterRef("customer_id"),
        is_primary=True,
        family="term_deposit",
        matures_on__gte=first or as_of,
        matures_on__lte=last or date.max,
    ).exclude(status="closed")
    return Q(Exists(due))


def _chosen(query: Mapping[str, str], as_of: date) -> Q:
    ids = words(query, "ids")
    if len(ids) > MOST_CHOSEN:
        raise bad_request("too_many_ids", f"ids names at most {MOST_CHOSEN} customers.")
    return Q(customer_id__in=ids) if ids else Q()


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
