"""A bank's settings: `server/banks/<bank>/bank.toml`."""

import re
import tomllib
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings

from c360.core.errors import SettingError

GROUPINGS = ("indian", "thousands")
SHORT_UNITS = ("lakh_crore", "thousand_million")
WAREHOUSE_KINDS = ("files", "database")


@dataclass(frozen=True)
class WarehousePlace:
    """Where the warehouse is: a folder of CSV and Parquet files, or the URL of a database."""

    kind: Literal["files", "database"]
    folder: Path | None
    url: str | None


@dataclass(frozen=True)
class Bank:
    """A bank: its conventions for money and dates, its warehouse, its mapping's folder.

    `history_from` is the first business date the first load brings; None means the first day
    of the month 13 months before. `promised_by` is the time of day, in the bank's zone, by which
    a business day is promised to readers on the morning after it; None: nothing is promised.
    """

    key: str
    folder: Path
    name: str
    currency: str
    locale: str
    grouping: str
    short_units: str
    date_format: str
    time_zone: str
    history_from: date | None
    promised_by: time | None
    warehouse: WarehousePlace

    @property
    def mapping_folder(self) -> Path:
        """The folder of `<canonical table>.sql` queries."""
        return self.folder / "mapping"

    def first_day(self, as_of: date) -> date:
        """The first business date of history on a first load of `as_of`."""
        if self.history_from is not None:
            return self.history_from
        months = as_of.year * 12 + as_of.month - 1 - 13
        return date(months // 12, months % 12 + 1, 1)


def known_banks(banks_dir: Path) -> tuple[str, ...]:
    """The banks that have a bank.toml, in alphabetical order."""
    return tuple(sorted(path.parent.name for path in banks_dir.glob("*/bank.toml")))


def load_bank(name: str | None = None) -> Bank:
    """The bank of that name (None: settings.C360_BANK).

    The settings C360_DATA and C360_WAREHOUSE_URL name the warehouse. Raises SettingError for an
    unknown bank, an unreadable or incomplete bank.toml.
    """
    return read_bank(
        Path(settings.C360_BANKS_DIR),
        name if name is not None else settings.C360_BANK,
        data=settings.C360_DATA,
        warehouse_url=settings.C360_WAREHOUSE_URL,
    )


def read_bank(banks_dir: Path, name: str, *, data: str, warehouse_url: str) -> Bank:
    """Read one bank's settings; the folder `{data}` in bank.toml stands for `data`."""
    banks = known_banks(banks_dir)
    if name not in banks:
        raise SettingError(f"There is no bank {name!r}. Known banks: {', '.join(banks)}.")
    path = banks_dir / name / "bank.toml"
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingError(f"{path} cannot be read: {error}") from error
    time_zone = _word(content, "time_zone", path)
    try:
        ZoneInfo(time_zone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise SettingError(f"{path}: time_zone {time_zone!r} is no known time zone.") from error
    history_from = content.get("history_from")
    if history_from is not None and type(history_from) is not date:
        raise SettingError(f"{path}: history_from must be a date, like 2025-10-01.")
    currency = _word(content, "currency", path)
    if not re.fullmatch(r"[A-Z]{3}", currency):
        raise SettingError(f"{path}: currency must be three capital letters, like INR.")
    return Bank(
        key=name,
        folder=banks_dir / name,
        name=_word(content, "name", path),
        currency=currency,
        locale=_word(content, "locale", path),
        grouping=_word(content, "grouping", path, GROUPINGS),
        short_units=_word(content, "short_units", path, SHORT_UNITS),
        date_format=_word(content, "date_format", path),
        time_zone=time_zone,
        history_from=history_from,
        promised_by=_promise(content, path),
        warehouse=_place(content.get("warehouse"), path, data, warehouse_url),
    )


def _word(content: dict[str, Any], key: str, path: Path, choices: tuple[str, ...] = ()) -> str:
    value = content.get(key)
    if not isinstance(value, str) or not value:
        raise SettingError(f"{path}: {key} is missing; set it to a text.")
    if choices and value not in choices:
        raise SettingError(f"{path}: {key} is {value!r}; it must be one of {', '.join(choices)}.")
    return value


def _promise(content: dict[str, Any], path: Path) -> time | None:
    promised_by = content.get("promised_by")
    if promised_by is not None and type(promised_by) is not time:
        raise SettingError(f"{path}: promised_by must be a time of day, like 06:30:00.")
    return promised_by


def _place(table: object, path: Path, data: str, warehouse_url: str) -> WarehousePlace:
    if warehouse_url:
        return WarehousePlace("database", None, warehouse_url)
    if not isinstance(table, dict):
        raise SettingError(f"{path}: the section [warehouse] is missing.")
    if "url" in table:
        return WarehousePlace("database", None, _word(table, "url", path))
    kind = _word(table, "kind", path, WAREHOUSE_KINDS)
    if kind == "database":
        raise SettingError(f"{path}: a database warehouse needs url in [warehouse].")
    folder = _word(table, "folder", path)
    if "{data}" in folder and not data:
        raise SettingError(f"{path} reads {folder}: set C360_DATA to the warehouse's folder.")
    return WarehousePlace("files", Path(folder.replace("{data}", data)), None)
