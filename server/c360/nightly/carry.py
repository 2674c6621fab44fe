"""What a night hands on to the next, so that none reads 13 months of rows again.

A module's `CARRIED` folds the rows of some days into the table as of the day before them. Kept
are the table as of the last two published days and as of each closed month's end in the window;
`MONTHLY` tables are made of those ends once a month. Whatever is lost or of another shape is
folded again from the lake, month by month.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import ibis

from c360.nightly.night import CLOSED_MONTHS, Step, month_end, months_ended

Rows = Callable[[date | None, date], Mapping[str, ibis.Table]]
Fold = Callable[[Step], ibis.Table]
Monthly = Callable[[date, Mapping[date, ibis.Table]], ibis.Table]
ONE_DAY = timedelta(1)


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
    done: dict[tuple[str, date], ibis.Table] = field(default_factory=dict)
    carried: dict[str, ibis.Table] = field(default_factory=dict)
    month_ends: dict[str, dict[date, ibis.Table]] = field(default_factory=dict)

    def fold(self, name: str, fold: Fold) -> None:
        """Bring the table `name` to the business date, from yesterday's or from the start."""
        ends = self.ends()
        since = self.cut if self._usable(name, fold, ends) else None
        before = self.engine.read_parquet(self._path(self.kept, name, since)) if since else None
        for first, until in steps(since, self.history_from, self.as_of):
            table = fold(Step(first, until, self.history_from, self.rows(first, until), before))
            before = self._write(table, name, until)
        self.carried[name] = self.done[name, self.as_of]
        self.month_ends[name] = {end: self._end(name, end) for end in ends}

    def monthly(self, name: str, of: str, make: Monthly) -> None:
        """The table made of the closed months' ends of `of`: once a month, or as they change.

        Before history's first month has ended, `make` is given the business date's table alone.
        """
        month = self.as_of.replace(day=1)
        ends = self.month_ends[of] or {self.as_of: self.carried[of]}
        path = self._path(self.kept, name, month)
        if path.exists() and not any((of, end) in self.done for end in ends):
            self.carried[name] = self.engine.read_parquet(path)
        else:
            self.carried[name] = self._write(make(self.as_of, ends), name, month)

    def _end(self, name: str, end: date) -> ibis.Table:
        if (name, end) in self.done:
            return self.done[name, end]
        return self.engine.read_parquet(self._path(self.kept, name, end))

    def ends(self) -> list[date]:
        """The closed months' ends in the window, as far as history goes, newest first."""
        known = self.history_from - ONE_DAY
        return [end for end in months_ended(self.as_of, CLOSED_MONTHS) if end >= known]

    def _usable(self, name: str, fold: Fold, ends: Sequence[date]) -> bool:
        """Are yesterday's table and the closed months' there, and of today's shape?"""
        if self.cut is None:
            return False
        needed = [self.cut, *(end for end in ends if end <= self.cut)]
        paths = [self._path(self.kept, name, day) for day in needed]
        if not all(path.exists() for path in paths):
            return False
        began = Step(None, self.cut, self.history_from, self.rows(self.cut, self.as_of), None)
        shape = fold(began).schema()
        return all(self.engine.read_parquet(path).schema() == shape for path in paths)

    def _write(self, table: ibis.Table, name: str, day: date) -> ibis.Table:
        path = self._path(self.made, name, day)
        path.parent.mkdir(parents=True, exist_ok=True)
        self.engine.to_parquet(table, path, compression="zstd", compression_level=1)
        self.done[name, day] = self.engine.read_parquet(path)
        return self.done[name, day]

    @staticmethod
    def _path(folder: Path, name: str, day: date) -> Path:
        return folder / name / f"{day}.parquet"


def forget(kept: Path, made: Path, cut: date | None) -> None:
    """Let go of what a night that is about to be published replaces, or makes untrue."""
    for path in kept.glob("*/*.parquet"):
        anew = (made / path.parent.name / path.name).exists()
        if anew or cut is None or path.stem > str(cut):
            path.unlink()


def keep(kept: Path, made: Path, as_of: date, cut: date | None) -> None:
    """Move a published night's carried tables here, and let go of what no night needs again."""
    needed = {str(day) for day in (as_of, cut, as_of.replace(day=1)) if day}
    needed |= {str(end) for end in months_ended(as_of, CLOSED_MONTHS)}
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
