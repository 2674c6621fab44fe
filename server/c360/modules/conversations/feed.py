"""A viewer's open follow-ups as a calendar (RFC 5545); it names no customer."""

from collections.abc import Iterable
from datetime import UTC, timedelta

from icalendar import Alarm, Calendar, Event

from c360.modules.conversations.models import FollowUp

REMINDER = timedelta(hours=9)  # on the morning of the day


def calendar(rows: Iterable[FollowUp], host: str) -> bytes:
    """An all-day event for each follow-up, with a reminder; times in UTC."""
    feed = Calendar()
    feed.add("prodid", "-//Customer 360//Follow-ups//EN")
    feed.add("version", "2.0")
    feed.add("x-wr-calname", "Follow-ups")
    for row in rows:
        event = Event()
        event.add("uid", f"follow-up-{row.pk}@{host}")
        event.add("dtstamp", row.created_at.astimezone(UTC))
        event.add("dtstart", row.due_on)
        event.add("dtend", row.due_on + timedelta(days=1))
        event.add("summary", row.text)
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", row.text)
        alarm.add("trigger", REMINDER)
        event.add_component(alarm)
        feed.add_component(event)
    return bytes(feed.to_ical())
