"""The calendar day that people live in; the numbers are of a business date before it."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings


def today() -> date:
    """Today in the bank's time zone, or the day that C360_TODAY sets for a demonstration."""
    if settings.C360_TODAY:
        return date.fromisoformat(settings.C360_TODAY)
    return datetime.now(ZoneInfo(settings.C360_BANK_SETTINGS["time_zone"])).date()
