"""The nightly load starts at the bank's local time, in summer and in winter."""

from datetime import UTC, datetime

import pytest

from c360.core.errors import SettingError
from c360.nightly.schedule import is_due, utc_crons


def test_a_zone_without_summer_time_has_one_utc_time() -> None:
    assert utc_crons("05:30", "Asia/Kolkata", 2026) == ("0 0 * * *",)


def test_a_zone_with_summer_time_has_two_of_which_one_is_due() -> None:
    assert utc_crons("05:30", "America/New_York", 2026) == ("30 9 * * *", "30 10 * * *")
    for month, hour in ((1, 10), (7, 9)):
        for tick in (9, 10):
            moment = datetime(2026, month, 15, tick, 30, tzinfo=UTC)
            due = is_due(int(moment.timestamp()), "05:30", "America/New_York")
            assert due == (tick == hour)


def test_a_time_that_is_none_names_its_setting() -> None:
    with pytest.raises(SettingError, match="C360_NIGHTLY_AT"):
        utc_crons("soon", "Asia/Kolkata", 2026)
