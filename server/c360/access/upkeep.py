"""What the worker does for access again and again: seal, watch, forget old sign-in attempts."""

import time
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from c360.access import harvest
from c360.access.models import SignInAttempt
from c360.access.seal import seal_once
from c360.core.registry import plugs

TIDY_EVERY = 3600.0  # seconds
WATCH_EVERY = 60.0
DAYS_OF_A_MONTH = 31
_tidy_at = 0.0
_watch_at = 0.0


def seal_and_tidy() -> int:
    """Seal what waits; how many records that were.

    Once a minute look through it for harvesting, once an hour drop what is kept no longer.
    """
    global _tidy_at, _watch_at
    sealed = seal_once()
    if time.monotonic() >= _watch_at:
        harvest.watch()
        _watch_at = time.monotonic() + WATCH_EVERY
    if time.monotonic() >= _tidy_at:
        forget_attempts()
        drop_written()
        _tidy_at = time.monotonic() + TIDY_EVERY
    return sealed


def forget_attempts() -> int:
    """Drop attempts to sign in that are older than their days; how many. The web may not."""
    kept = timezone.now() - timedelta(days=settings.C360_SIGN_IN_ATTEMPT_DAYS)
    return SignInAttempt.objects.using("owner").filter(at__lt=kept).delete()[0]


def drop_written() -> int:
    """Drop what users wrote and what is past its months, module by module; how many rows."""
    months = settings.C360_WRITTEN_MONTHS
    if not months:
        return 0
    moment = timezone.now() - timedelta(days=months * DAYS_OF_A_MONTH)
    return sum(
        actions.drop_before(moment)
        for actions in plugs("actions")
        if hasattr(actions, "drop_before")
    )
