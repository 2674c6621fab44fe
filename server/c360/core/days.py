"""The calendar day that people live in; the numbers are of a business date before it."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

SUNDAY = 6


def today() -> date:
    """Today in the bank's time zone, or the day that C360_TODAY sets for a demonstration."""
    if settings.C360_TODAY:
        return date.fromisoformat(settings.C360_TODAY)
    return local_day(datetime.now(UTC))


def local_day(at: datetime) -> date:
    """The day of a moment in the bank's time zone."""
    return at.astimezone(ZoneInfo(settings.C360_BANK_SETTINGS["time_zone"])).date()


def expected_as_of(day: date) -> date:
    """The business date (T-1) to be served on a day: the last one before that is no Sunday."""
    before = day - timedelta(days=1)
    return before - timedelta(days=1) if before.weekday() == SUNDAY else before
