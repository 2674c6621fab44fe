"""Days as people write them in notes ("by Friday", "in two weeks", "on 4 Dec"), from a given day.

Day before month, as in India. A weekday is the next one after the day; `next Friday` that of the
calendar week after; a week ends on its Friday. A day of a month is the next such day.
"""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "couple of": 2, "a couple of": 2, "three": 3,
           "few": 3, "a few": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "ten": 10}  # fmt: skip
_FRIDAY = 4

_NUMBER = r"(?P<count>\d{1,2}|" + "|".join(sorted(NUMBERS, key=len, reverse=True)) + ")"
_WEEKDAY = r"(?P<weekday>(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?)"
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?:,?\s+(?P<year>20\d\d))?"
_LEAD = r"\b(?P<lead>before|by|on|until|till|latest by|within|in|this|coming|from)?\s*\b(?:the\s+)?"
_LASTING = re.compile(r"\b(?:for|over|last|past)\s*$", re.IGNORECASE)  # a length, not a day

Found = tuple[date, str]


def _end_of_month(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def _months_later(day: date, count: int) -> date:
    index = day.year * 12 + day.month - 1 + count
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _on_weekday(match: re.Match[str], day: date) -> date | None:
    wanted = WEEKDAYS.index(match["weekday"][:3].lower())
    if match["next"]:
        monday = day - timedelta(day.weekday()) + timedelta(7)
        return monday + timedelta(wanted)
    return day + timedelta((wanted - day.weekday() - 1) % 7 + 1)


def _counted(match: re.Match[str], day: date) -> date | None:
    if _LASTING.search(match.string[: match.start()]):
        return None
    word = match["count"].lower()
    count = int(word) if word.isdigit() else NUMBERS[word]
    unit = match["unit"].lower()
    if unit.startswith("month"):
        return _months_later(day, count)
    return day + timedelta(count * (7 if unit.startswith("week") else 1))


def _of_month(match: re.Match[str], day: date) -> date | None:
    month = MONTHS.index(match["month"][:3].lower()) + 1
    for year in [int(match["year"])] if match["year"] else [day.year, day.year + 1]:
        found = _date(year, month, int(match["day"]))
        if found is None or found >= day or match["year"]:
            return found
    return None


def _in_figures(match: re.Match[str], day: date) -> date | None:
    year = int(match["year"] or day.year)
    found = _date(year + 2000 if year < 100 else year, int(match["month"]), int(match["day"]))
    if found and found < day and not match["year"]:
        return _date(day.year + 1, found.month, found.day)
    return found


def _ordinal(match: re.Match[str], day: date) -> date | None:
    for ahead in (0, 1):
        month = _months_later(day.replace(day=1), ahead)
        found = _date(month.year, month.month, int(match["day"]))
        if found is not None and found > day:
            return found
    return None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _this_week(match: re.Match[str], day: date) -> date | None:
    friday = day - timedelta(day.weekday()) + timedelta(_FRIDAY)
    return friday if friday >= day else day


def _rule(pattern: str) -> re.Pattern[str]:
    return re.compile(_LEAD + f"(?:{pattern})" + r"\b", re.IGNORECASE)


_RULES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], date | None]], ...] = (
    (_rule(r"(?P<year>20\d\d)-(?P<month>\d\d)-(?P<day>\d\d)"), _in_figures),
    (_rule(_DAY + r"(?:\s+of)?\s+" + _MONTH + _YEAR), _of_month),
    (_rule(_MONTH + r"\s+" + _DAY + _YEAR), _of_month),
    (_rule(r"(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})(?:[/.-](?P<year>(?:20)?\d\d))?"), _in_figures),
    (_rule("day after tomorrow"), lambda _, day: day + timedelta(2)),
    (_rule("tomorrow"), lambda _, day: day + timedelta(1)),
    (_rule("today|tonight|end of (?:the )?day|eod"), lambda _, day: day),
    (_rule("end of (?:the |this )?month|month[- ]end"), lambda _, day: _end_of_month(day)),
    (_rule("end of (?:the |this )?week|this week"), _this_week),
    (
        _rule("(?:end of )?next week"),
        lambda _, day: day - timedelta(day.weekday()) + timedelta(7 + _FRIDAY),
    ),
    (_rule("next month"), lambda _, day: _end_of_month(_months_later(day.replace(day=1), 1))),
    (_rule("fortnight|a fortnight"), lambda _, day: day + timedelta(14)),
    (_rule(_NUMBER + r"\s+(?:(?:working|business)\s+)?(?P<unit>days?|weeks?|months?)"), _counted),
    (_rule(r"(?P<next>next\s+)?" + _WEEKDAY), _on_weekday),
    (_rule(r"(?P<day>\d{1,2})(?:st|nd|rd|th)"), _ordinal),
)


def find_day(words: str, day: date) -> Found | None:
    """The first day that `words` name, as seen from `day`, and how they name it; None without.

    A day in the past is no answer. "Before" a day means the day ahead of it.
    """
    found: list[tuple[int, int, date, str]] = []
    for place, (rule, meaning) in enumerate(_RULES):
        for match in rule.finditer(words):
            due = meaning(match, day)
            if due is not None and (match["lead"] or "").lower() == "before":
                due -= timedelta(1)
            if due is not None and due >= day:
                found.append((match.start(), place, due, match[0].strip()))
    if not found:
        return None
    _, _, due, named = min(found)
    return due, named
