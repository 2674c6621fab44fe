# ruff: noqa: S608 (the scope's numbers are bound; only our own words are put together)
"""Words in notes, service requests, contacts and bookings, over the whole book.

Every query finds the rows of the viewer's RMs first, then looks at words: under row-level
security no word can drive an index (docs/adr), but a book is small.
"""

from datetime import timedelta
from typing import Any

from c360.access.roles import HEADS
from c360.core import databases
from c360.core.errors import bad_request
from c360.core.pointer import Publication
from c360.core.viewer import BANDS, Viewer
from c360.customers.queries import FEW_RMS

SHOWN = 50
SHORTEST = 2
LONGEST = 300  # of a text in an answer
BOOKING_DAYS = 62
KINDS = ("conversation", "service_request", "contact", "booking")

_BOOK = """with book as materialized (
    select customer_id, full_name from customer
    where rm_seq = any(%(rms)s) and (%(customer)s::text is null or customer_id = %(customer)s)
), asked as (
    select websearch_to_tsquery('simple', %(q)s) || websearch_to_tsquery('english', %(q)s) as words
) """
# Bookings are found account by account (`offset 0` keeps it so): row-level security hides from
# the planner how many accounts there are, and it would read the whole ledger for each of them.
# Making the words of every text is dear: only those that hold the first half of each word asked.
_MEANS = (
    "{0} ilike all(%(halves)s) and (to_tsvector('simple', {0}) || to_tsvector('english', {0}))"
    " @@ (select words from asked)"
)
_QUERIES = {
    "conversation": """select 'conversation', n.id::text, customer_id, full_name,
        n.occurred_at::date, n.channel, n.text
        from book join conversation n using (customer_id)
        where n.words @@ (select words from asked)
        and (not n.confidential or %(all)s or n.author = %(me)s)
        order by n.occurred_at desc, n.id desc""",
    "service_request": f"""select 'service_request', r.request_id, customer_id, full_name,
        r.opened_on, r.kind, r.text
        from book join service_request r using (customer_id)
        where r.rm_seq = any(%(rms)s) and {_MEANS.format("r.text")}
        order by r.opened_on desc, r.request_id""",
    "contact": f"""select 'contact', t.touchpoint_id, customer_id, full_name,
        t.occurred_at::date, t.kind, concat_ws(': ', t.title, t.text)
        from book join touchpoint t using (customer_id)
        where t.rm_seq = any(%(rms)s) and {_MEANS.format("concat_ws(' ', t.title, t.text)")}
        order by t.occurred_at desc, t.touchpoint_id""",
    "booking": """select 'booking', b.transaction_id, customer_id, full_name, b.posted_on,
        coalesce(b.channel, ''), b.narration
        from book join holding h using (customer_id)
        join lateral (
            select * from transaction t
            where t.account_id = h.account_id and t.posted_on > %(since)s
            and t.narration ilike all(%(likes)s) offset 0
        ) b on true
        where h.is_primary and h.rm_seq = any(%(rms)s) and h.last_posted_on > %(since)s
        order by b.posted_on desc, b.transaction_id""",
}


def search(
    viewer: Viewer,
    publication: Publication,
    q: str,
    *,
    kinds: tuple[str, ...] = (),
    customer_id: str | None = None,
) -> list[dict[str, Any]]:
    """The newest 50 texts with all the words of `q`; `-word` leaves out, quotes keep together.

    Bookings are those of the last 62 days. Raises short_query, and scope_too_wide where the
    viewer's scope is more than 50 books.
    """
    words = [word.strip('"') for word in q.split() if not word.startswith("-")]
    if not any(len(word) >= SHORTEST for word in words):
        raise bad_request("short_query", "Write a word of two letters or more.")
    values = {
        "q": q,
        "rms": _rms(viewer),
        "customer": customer_id,
        "all": viewer.role in HEADS,
        "me": viewer.username,
        "since": publication.as_of - timedelta(BOOKING_DAYS),
        "likes": [f"%{_plain(word)}%" for word in words],
        "halves": [] if "or" in q.lower().split() else [f"%{_half(word)}%" for word in words],
    }
    found: list[tuple[Any, ...]] = []
    with databases.connection().cursor() as cursor:
        for kind in kinds or KINDS:
            cursor.execute(f"{_BOOK}{_QUERIES[kind]} limit {SHOWN}", values)
            found += cursor.fetchall()
    found.sort(key=lambda row: (row[4], row[1]), reverse=True)
    return [_result(row) for row in found[:SHOWN]]


def _rms(viewer: Viewer) -> list[int]:
    if sum(last - first + 1 for first, last in viewer.scope) > FEW_RMS * BANDS:
        raise bad_request(
            "scope_too_wide", f"Words are searched in at most {FEW_RMS} books at a time."
        )
    return [rm for first, last in viewer.scope for rm in range(first, last + 1)]


def _half(word: str) -> str:
    """What a word and the others of its stem begin with."""
    return _plain(word[: max(3, len(word) // 2 + 1)])


def _plain(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _result(row: tuple[Any, ...]) -> dict[str, Any]:
    names = ("kind", "id", "customer_id", "customer_name", "on", "title", "text")
    return {**dict(zip(names, row, strict=True)), "text": (row[6] or "")[:LONGEST]}
