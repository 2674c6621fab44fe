"""How often somebody may try to sign in: kept in PostgreSQL, so that no flush forgets it."""

from datetime import datetime, timedelta
from http import HTTPStatus

from django.db import connections, transaction
from django.utils import timezone

from c360.access.models import SignInAttempt
from c360.core.errors import Problem

TRIES = 5
TRIES_OF_AN_ADDRESS = 50  # a branch may share one address
LOCKED_FOR = timedelta(minutes=15)

_FAILED = SignInAttempt.Outcome.FAILED
_SUCCEEDED = SignInAttempt.Outcome.SUCCEEDED


def locked_out(until: datetime) -> Problem:
    """Too many wrong passwords; `until` is when the next try is taken."""
    wait = max(1, int((until - timezone.now()).total_seconds()) + 1)
    return Problem(
        HTTPStatus.LOCKED,
        "locked_out",
        "Too many wrong passwords. Try again later, or ask the service desk.",
        retry_after=wait,
        extra={"until": until},
    )


def begin(username: str, address: str) -> SignInAttempt:
    """Take a try before the directory is asked; Problem locked_out (423) when none is left.

    The try counts as failed until `succeeded` or `undecided` says otherwise, so that tries made
    at once count too.
    """
    with transaction.atomic(using="default"):
        _queue("sign-in of a user", username)
        _queue("sign-in from an address", address)
        now = timezone.now()
        failures = _failures(username, now)
        if len(failures) >= TRIES:
            raise locked_out(failures[0] + LOCKED_FOR)
        from_address = _failures_from(address, now)
        if len(from_address) >= TRIES_OF_AN_ADDRESS:
            raise locked_out(from_address[0] + LOCKED_FOR)
        return SignInAttempt.objects.using("default").create(
            username=username, address=address, at=now
        )


def left(attempt: SignInAttempt) -> int:
    """How many tries the user has left after this failed one."""
    return max(0, TRIES - len(_failures(attempt.username, timezone.now())))


def succeeded(attempt: SignInAttempt) -> None:
    """The password was right: earlier failures count no more."""
    _settle(attempt, _SUCCEEDED)


def undecided(attempt: SignInAttempt) -> None:
    """The directory did not answer: this try does not count."""
    _settle(attempt, SignInAttempt.Outcome.UNDECIDED)


def _settle(attempt: SignInAttempt, outcome: SignInAttempt.Outcome) -> None:
    attempt.outcome = outcome
    attempt.save(using="default", update_fields=["outcome"])


def _queue(what: str, name: str) -> None:
    """Let the tries of one user, or one address, pass one by one."""
    with connections["default"].cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"{what} {name}"])


def _failures(username: str, now: datetime) -> list[datetime]:
    """The user's failures since the last success, of the last LOCKED_FOR, newest first."""
    recent = SignInAttempt.objects.using("default").filter(
        username=username, at__gt=now - LOCKED_FOR
    )
    success = recent.filter(outcome=_SUCCEEDED).order_by("-at").values_list("at", flat=True).first()
    failed = recent.filter(outcome=_FAILED)
    if success is not None:
        failed = failed.filter(at__gt=success)
    return list(failed.order_by("-at").values_list("at", flat=True)[:TRIES])


def _failures_from(address: str, now: datetime) -> list[datetime]:
    failed = SignInAttempt.objects.using("default").filter(
        address=address, at__gt=now - LOCKED_FOR, outcome=_FAILED
    )
    return list(failed.order_by("-at").values_list("at", flat=True)[:TRIES_OF_AN_ADDRESS])
