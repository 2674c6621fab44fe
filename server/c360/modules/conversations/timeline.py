"""A customer's timeline: everything that happened, newest first, from every source.

Each source gives its newest rows at or before a moment; the page is their merge. A moment is
`(at, id)`, `at` a UTC timestamp (the start of the day for what has only a business date).
"""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db.models import Q

from c360.core.viewer import Viewer
from c360.customers.families import CASA_FAMILIES, OWN_MOVES
from c360.customers.holdings import Operated, operated_holdings
from c360.customers.models import Figures
from c360.customers.models_ledger import Transaction
from c360.modules.conversations.models import ServiceRequest, Touchpoint
from c360.modules.conversations.queries import conversation_json, readable

Item = dict[str, Any]
Moment = tuple[datetime, str]
# A movement stands in the timeline from a twentieth of the relationship value on.
LARGE_SHARE = 20
SMALLEST_LARGE = 100_000
QUIET_CATEGORIES = ("emi_bounce", "salary", *OWN_MOVES)
KINDS = (
    "conversation",
    "service_request",
    "maturity",
    "movement",
    "bounce",
    "complaint",
    "campaign",
    "call",
    "visit",
    "review",
    "digital",
)


def timeline(
    viewer: Viewer, customer_id: str, *, kinds: tuple[str, ...], before: Moment | None, limit: int
) -> tuple[list[Item], Moment | None]:
    """One page and the moment to go on from, None at the end; not-found when out of scope."""
    holdings = operated_holdings(viewer, customer_id)
    until = before[0] if before else datetime.max.replace(tzinfo=UTC)
    size = limit + 1
    sources: tuple[Callable[[], Iterator[Item]], ...] = (
        lambda: _conversations(viewer, customer_id, until, size),
        lambda: _touchpoints(customer_id, kinds, until, size),
        lambda: _requests(customer_id, until, size),
        lambda: _bookings(customer_id, holdings, kinds, until, size),
    )
    items = [item for source in sources for item in source()]
    if kinds:
        items = [item for item in items if item["kind"] in kinds]
    if before:
        items = [item for item in items if (item["at"], item["id"]) < before]
    items.sort(key=lambda item: (item["at"], item["id"]), reverse=True)
    page = items[:limit]
    following = (page[-1]["at"], page[-1]["id"]) if len(items) > limit else None
    return page, following


def _start_of(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=UTC)


def _last_day(until: datetime) -> date:
    return until.date() if until.year < 9999 else date.max - timedelta(days=1)


def _item(kind: str, key: object, at: datetime, title: str, **more: Any) -> Item:
    empty = {"text": None, "amount": None, "account": None, "by": None, "detail": None}
    return {
        "id": f"{kind}:{key}",
        "at": at,
        "on": at.date(),
        "kind": kind,
        "title": title,
        **empty,
        **more,
    }


def _conversations(viewer: Viewer, customer_id: str, until: datetime, size: int) -> Iterator[Item]:
    rows = readable(viewer).filter(customer_id=customer_id, occurred_at__lte=until)
    for row in rows.order_by("-occurred_at", "-id")[:size].prefetch_related("follow_ups"):
        yield _item(
            "conversation",
            row.pk,
            row.occurred_at,
            row.channel,
            text=row.text,
            by=row.author_name,
            detail=conversation_json(viewer, row),
        )


def _touchpoints(
    customer_id: str, kinds: tuple[str, ...], until: datetime, size: int
) -> Iterator[Item]:
    rows = Touchpoint.objects.filter(customer_id=customer_id, occurred_at__lte=until)
    if kinds:
        rows = rows.filter(kind__in=kinds)
    for row in rows.order_by("-occurred_at", "-touchpoint_id")[:size]:
        yield _item(
            row.kind,
            row.touchpoint_id,
            row.occurred_at,
            row.title or row.kind,
            text=row.text,
            detail={"channel": row.channel, "status": row.status},
        )


def _requests(customer_id: str, until: datetime, size: int) -> Iterator[Item]:
    rows = ServiceRequest.objects.filter(customer_id=customer_id, opened_on__lte=_last_day(until))
    for row in rows.order_by("-opened_on", "-request_id")[:size]:
        yield _item(
            "service_request",
            row.request_id,
            _start_of(row.opened_on),
            row.kind,
            text=row.text,
            detail={"channel": row.channel, "status": row.status, "closed_on": row.closed_on},
        )


def _bookings(
    customer_id: str,
    holdings: dict[str, Operated],
    kinds: tuple[str, ...],
    until: datetime,
    size: int,
) -> Iterator[Item]:
    """Large movements, bounces and maturities on savings and current accounts."""
    if kinds and not {"movement", "bounce", "maturity"} & set(kinds):
        return
    figures = Figures.objects.filter(customer_id=customer_id).first()
    large = max(SMALLEST_LARGE, abs(figures.trv) // LARGE_SHARE if figures else 0)
    wanted = {
        "bounce": Q(category="emi_bounce", amount__gt=0),
        "maturity": Q(category="td_maturity", amount__gt=0),
        "movement": (Q(amount__gte=large) | Q(amount__lte=-large))
        & (Q(category=None) | ~Q(category__in=QUIET_CATEGORIES)),
    }
    condition = Q()
    for kind, rule in wanted.items():
        if not kinds or kind in kinds:
            condition |= rule
    casa = [account for account, row in holdings.items() if row.family in CASA_FAMILIES]
    rows = Transaction.objects.filter(account_id__in=casa, posted_on__lte=_last_day(until)).filter(
        condition
    )
    for row in rows.order_by("-posted_on", "-posted_seq", "account_id")[:size]:
        holding = holdings[row.account_id]
        booked = {"emi_bounce": "bounce", "td_maturity": "maturity"}
        yield _item(
            booked.get(row.category or "", "movement"),
            row.transaction_id,
            _start_of(row.posted_on),
            row.counterparty or row.narration or "",
            text=row.narration,
            amount=row.amount,
            account=f"{holding.product_name} {holding.number_masked}",
        )
