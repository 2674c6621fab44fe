"""How often a user may do what is costly or gives much away, beyond the tries to sign in."""

from datetime import datetime, timedelta
from http import HTTPStatus

from django.conf import settings
from django.db import connections
from django.utils import timezone

from c360.access.models import ExportTaken
from c360.access.roles import CLIENT
from c360.core.errors import Problem
from c360.core.viewer import Viewer

SEARCH_ROUTE = "api/search"
HOUR = timedelta(hours=1)
_STILL_WRITING = 5  # seconds


def spent(code: str, detail: str, free_at: datetime) -> Problem:
    """429: the budget is used up until `free_at`."""
    wait = max(1, int((free_at - timezone.now()).total_seconds()) + 1)
    return Problem(HTTPStatus.TOO_MANY_REQUESTS, code, detail, retry_after=wait)


def searches_of(route: str) -> int:
    """How many searches a user may make in a minute where this route is one; 0 where not."""
    return int(settings.C360_SEARCHES_A_MINUTE) if route == SEARCH_ROUTE else 0


def _too_many_searches(wait_ms: int) -> Problem:
    return Problem(
        HTTPStatus.TOO_MANY_REQUESTS,
        "search_limit",
        "Too many searches in one minute. Try again in a moment.",
        retry_after=max(1, -(-wait_ms // 1000)),
    )


def too_many(viewer: Viewer, wait_ms: int) -> Problem:
    """429: a client's calls, or a person's searches, of this minute are spent for `wait_ms`."""
    if viewer.role != CLIENT:
        return _too_many_searches(wait_ms)
    return Problem(
        HTTPStatus.TOO_MANY_REQUESTS,
        "client_limit",
        "Too many calls in one minute. Try again in a moment.",
        retry_after=max(1, -(-wait_ms // 1000)),
    )


def one_by_one(what: str, username: str) -> None:
    """Let what one user does at once pass one by one, until the transaction ends."""
    with connections["default"].cursor() as cursor:
        cursor.execute(
            "select pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"{what} {username}"]
        )


def take_export(username: str) -> None:
    """Count an export in the running transaction, which ends when the file is written.

    Problems (429): export_running while the user's last file is still being written (waiting for
    it would hold a connection), export_limit when the hour's exports are spent.
    """
    with connections["default"].cursor() as cursor:
        cursor.execute(
            "select pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [f"export {username}"]
        )
        (is_first,) = cursor.fetchone()
    now = timezone.now()
    if not is_first:
        free_at = now + timedelta(seconds=_STILL_WRITING)
        raise spent("export_running", "Your last export is still being written.", free_at)
    most = settings.C360_EXPORTS_AN_HOUR
    recent = ExportTaken.objects.filter(username=username, at__gt=now - HOUR).order_by("-at")
    times = list(recent.values_list("at", flat=True)[:most])
    if len(times) >= most:
        free_at = times[-1] + HOUR if times else now + HOUR
        raise spent("export_limit", "Your exports of this hour are spent.", free_at)
    ExportTaken.objects.create(username=username, at=now)
