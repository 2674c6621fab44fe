"""The calendar day that people live in; the numbers are of a business date before it."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings


def today() -> date:
    """Today in the bank's time zone, or the day that C360_TODAY sets for a demonstration."""
    if settings.C360_TODAY:
        return date.fromisoformat(settings.C360_TODAY)
    return local_day(datetime.now(UTC))


def local_day(at: datetime) -> date:
    """The day of a moment in the bank's time zone."""
    return at.astimezone(ZoneInfo(settings.C360_BANK_SETTINGS["time_zone"])).date()
