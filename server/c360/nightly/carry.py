"""What a night hands on to the next, so that none reads 13 months of rows again.

A module's `CARRIED` folds the rows of some days into the table as of the day before them, which
is kept as of the last two published days. `MONTHS` says what is kept of such a table as of each
closed month's end in the window; `MONTHLY` tables are made of all these once a month. Whatever is
lost or of another shape is folded again from the lake, month by month.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import ibis

from c360.nightly.night import CLOSED_MONTHS, Step, month_end, months_ended

Rows = Callable[[date | None, date], Mapping[str, ibis.Table]]
Fold = Callable[[Step], ibis.Table]
OfMonth = Callable[[date, date, ibis.Table], ibis.Table]
Monthly = Callable[[date, date, Mapping[date, ibis.Table]], ibis.Table | None]
ONE_DAY = timedelta(1)
KEPT = {"compression": "zstd", "compression_level": 1, "parquet_version": "v2"}
ONCE = {"compression": "lz4_raw"}  # read by the next step, then gone


@dataclass
class Carry:
    """The carried tables of one run: `kept` of published nights in, `made` of this one out.

    `rows(since, until)` gives the ledger's rows after `since` (None: all) up to `until`.
    """

    engine: ibis.BaseBackend
    kept: Path
    made: Path
    rows: Rows
    history_from: date
    cut: date | None
    as_of: date
    folded: set[tuple[str, date]] = field(default_factory=set)
    carried: dict[str, ibis.Table] = field(default_factory=dict)
    month_ends: dict[str, dict[date, ibis.Table]] = field(default_factory=dict)

    def fold(self, name: str, fold: Fold, months: Mapping[str, OfMonth]) -> None:
        """Bring the table `name` to the business date, from yesterday's or from the start.

        `months` has what is kept of it as of each closed month's end, by name: made of the end,
        the first day of history and the table as of that end.
        """
        since = self.cut if self._usable(name, fold, months) else None
        for month in months:
            kept = self._months_before(since) if since else []
            self.month_ends[month] = {end: self._kept(month, f"{end:%Y-%m}") for end in kept}
        before = self._kept(name, str(since)) if since else None
        if since and before is not None:
            self._end_month(months, since, before)
        passed = self.made / name / "passed"
        for first, until in steps(since, self.history_from, self.as_of):
            step = Step(first, until, self.history_from, self.rows(first, until), before)
            last = until == self.as_of
            path = self._path(self.made, name, str(until)) if last else passed / f"{until}.parquet"
            before = self._write(fold(step), path, KEPT if last else ONCE)
            self.folded.add((name, until))
            self._end_month(months, until, before)
            for gone in passed.glob("*.parquet"):
                if last or gone.stem != str(until):
                    gone.unlink()
        if before is not None:
            self.carried[name] = before

    def _end_month(self, months: Mapping[str, OfMonth], end: date, table: ibis.Table) -> None:
        """Where a closed month ends with `end`, make what is kept of the table as of it."""
        for month, make in months.items() if end in self.ends() else ():
            path = self._path(self.made, month, f"{end:%Y-%m}")
            made = self._write(make(end, self.history_from, table), path)
            self.month_ends[month][end] = made

    def _months_before(self, day: date) -> list[date]:
        return [end for end in self.ends() if end < day]

    def monthly(self, name: str, of: str, make: Monthly) -> None:
        """The table made of the closed months' `of`: once a month, or as they change.

        `make` is given the business date, the first day of history and the months; before one has
        ended it makes none.
        """
        month = str(self.as_of.replace(day=1))
        ends, anew = self.month_ends[of], self.made / of
        if self._path(self.kept, name, month).exists() and not anew.exists():
            self.carried[name] = self._kept(name, month)
        else:
            table = make(self.as_of, self.history_from, ends)
            if table is not None:
                self.carried[name] = self._write(table, self._path(self.made, name, month))

    def ends(self) -> list[date]:
        """The closed months' ends in the window, as far as history goes, newest first."""
        known = self.history_from - ONE_DAY
        return [end for end in months_ended(self.as_of, CLOSED_MONTHS) if end >= known]

    def _usable(self, name: str, fold: Fold, months: Mapping[str, OfMonth]) -> bool:
        """Are yesterday's table and the closed months' there, and of today's shape?"""
        if self.cut is None:
            return False
        began = Step(None, self.cut, self.history_from, self.rows(self.cut, self.as_of), None)
        table = fold(began)
        shapes = {self._path(self.kept, name, str(self.cut)): table}
        for month, make in months.items():
            shape = make(self.cut, self.history_from, table)
            for end in self._months_before(self.cut):
                shapes[self._path(self.kept, month, f"{end:%Y-%m}")] = shape
        return all(
            path.exists() and self.engine.read_parquet(path).schema() == shape.schema()
            for path, shape in shapes.items()
        )

    def _kept(self, name: str, stem: str) -> ibis.Table:
        return self.engine.read_parquet(self._path(self.kept, name, stem))

    def _write(self, table: ibis.Table, path: Path, how: Mapping[str, Any] = KEPT) -> ibis.Table:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.engine.to_parquet(table, path, **how)
        return self.engine.read_parquet(path)

    @staticmethod
    def _path(folder: Path, name: str, stem: str) -> Path:
        return folder / name / f"{stem}.parquet"


def forget(kept: Path, made: Path, cut: date | None) -> None:
    """Let go of what a night that is about to be published replaces, or makes untrue."""
    for path in kept.glob("*/*.parquet"):
        anew = (made / path.parent.name / path.name).exists()
        if anew or cut is None or path.stem > str(cut):
            path.unlink()


def keep(kept: Path, made: Path, as_of: date, cut: date | None) -> None:
    """Move a published night's carried tables here, and let go of what no night needs again."""
    needed = {str(day) for day in (as_of, cut, as_of.replace(day=1)) if day}
    needed |= {f"{end:%Y-%m}" for end in months_ended(as_of, CLOSED_MONTHS)}
    for source in made.glob("*/*.parquet"):
        target = kept / source.parent.name / source.name
        target.parent.mkdir(parents=True, exist_ok=True)
        source.replace(target)
    for path in kept.glob("*/*.parquet"):
        if path.stem not in needed:
            path.unlink()


def steps(
    since: date | None, history_from: date, as_of: date
) -> Iterator[tuple[date | None, date]]:
    """The days after `since` up to `as_of`, cut where months end; from the start with carry-ins."""
    if since is None:
        since = history_from - ONE_DAY
        yield None, since
    while since < as_of:
        until = min(month_end(since + ONE_DAY), as_of)
        yield since, until
        since = until
