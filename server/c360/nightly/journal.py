"""The load's own history, written while it runs, and its progress on stderr."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date

from django.db import connections
from django.db.models import Max
from django.utils import timezone

from c360.core.errors import C360Error
from c360.nightly.models import Load, LoadStep, LoadTable, PublicationRecord, Quarantine
from c360.nightly.stage import Staged


def published_days() -> tuple[date, ...]:
    """The published business days, oldest first."""
    days = PublicationRecord.objects.using("owner").values_list("as_of", flat=True)
    return tuple(sorted(set(days)))


def last_source_columns() -> dict[str, list[str]]:
    """The warehouse's columns by table at the last published load; empty before the first."""
    loads = Load.objects.using("owner").filter(state=Load.State.PUBLISHED)
    last = loads.order_by("-id").values_list("source_columns", flat=True).first()
    return last or {}


@dataclass
class Journal:
    """One load's record; every change is committed at once, so that it can be watched."""

    load: Load
    began: float = field(default_factory=time.monotonic)

    @classmethod
    def start(cls, as_of: date, restatement: bool, beside: "Journal | None" = None) -> "Journal":
        """Begin a load's record; loads left running by a killed process are marked failed.

        `beside` is the record of a load that this one is a part of: it goes on.
        """
        loads = Load.objects.using("owner")
        running = loads.filter(state=Load.State.RUNNING)
        running = running.exclude(pk=beside.load.pk) if beside else running
        running.update(
            state=Load.State.FAILED, error="The load's process ended before it was done."
        )
        attempts = loads.filter(as_of=as_of).aggregate(last=Max("attempt"))["last"] or 0
        journal = cls(
            loads.create(
                as_of=as_of,
                attempt=attempts + 1,
                restatement=restatement,
                started_at=timezone.now(),
            )
        )
        journal._say(f"load of {as_of}, attempt {attempts + 1}")
        return journal

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Time a step and record it, also when it fails."""
        started_at, began, worked = timezone.now(), time.monotonic(), time.process_time()
        self._say(f"{name} ...")
        try:
            yield
        finally:
            seconds = time.monotonic() - began
            LoadStep.objects.using("owner").create(
                load=self.load, name=name, started_at=started_at, seconds=seconds
            )
            cpu = time.process_time() - worked
            self._say(f"{name} took {seconds:.1f} s, {cpu:.1f} s of CPU")

    @contextmanager
    def timed(self, name: str, table: str) -> Iterator[None]:
        """Time what a step does to one table; steps of several tables run at the same time."""
        started_at, began = timezone.now(), time.monotonic()
        yield
        LoadStep.objects.using("owner").create(
            load=self.load,
            name=name,
            table=table,
            started_at=started_at,
            seconds=time.monotonic() - began,
        )

    def progress(self, table: str, rows: int) -> None:
        """Say how many rows of a table a step has done."""
        self._say(f"  {table}: {rows:,} rows")

    def note(self, text: str) -> None:
        """Keep something an operator should know."""
        self.load.notes.append(text)
        self._say(f"  note: {text}")

    def staged(self, staged: Staged) -> None:
        """Record a canonical table's rows, control total and quarantine."""
        if staged.content == "absent":
            self.note(f"{staged.table} is not mapped: its features are switched off")
            return
        if staged.unused:
            self.note(f"{staged.table}: columns not used: {', '.join(staged.unused)}")
        quarantined = staged.source_rows - staged.rows
        LoadTable.objects.using("owner").create(
            load=self.load,
            table=staged.table,
            kind="warehouse",
            source_rows=staged.source_rows,
            published_rows=staged.rows,
            quarantined=quarantined,
            source_total=staged.control_total,
            published_total=staged.clean_total,
        )
        Quarantine.objects.using("owner").bulk_create(
            Quarantine(
                load=self.load,
                table=bad.table,
                row_number=bad.row_number,
                column=bad.column,
                reason=bad.reason,
                row=bad.row,
            )
            for bad in staged.bad
        )
        self.load.rows += staged.rows
        self.load.quarantined += quarantined
        if quarantined:
            self._say(f"  {staged.table}: {quarantined} rows quarantined")

    def published(self, table: str, rows: int) -> None:
        """Record a published table's rows, equal in the stage and in PostgreSQL."""
        LoadTable.objects.using("owner").create(
            load=self.load, table=table, kind="published", source_rows=rows, published_rows=rows
        )
        self._say(f"  {table} is copied")

    def ledger_published(self, table: str, rows: int, total: int | None) -> None:
        """Record a ledger table's rows and control total as PostgreSQL now holds them."""
        LoadTable.objects.using("owner").filter(
            load=self.load, table=table, kind="warehouse"
        ).update(published_rows=rows, published_total=total)
        self._say(f"  {table} is copied")

    def unchanged(self) -> None:
        """The day is published already, with the same content: nothing to do."""
        self._end(Load.State.UNCHANGED, "")
        self._say(f"{self.load.as_of} is published already with the same content: nothing to do")

    def fail(self, error: Exception) -> None:
        """End the record with the reason; nothing was published."""
        refused = isinstance(error, C360Error)
        self._end(Load.State.REFUSED if refused else Load.State.FAILED, str(error))

    def finish(self) -> None:
        """Say that the day is published."""
        self.load.save(using="owner", update_fields=["notes"])
        seconds = time.monotonic() - self.began
        self._say(f"{self.load.as_of} is published as {self.load.schema} in {seconds:.1f} s")

    def _end(self, state: Load.State, error: str) -> None:
        now = timezone.now()
        self.load.state = state
        self.load.error = error
        self.load.finished_at = now
        self.load.seconds = (now - self.load.started_at).total_seconds()
        self.load.save(using="owner")

    def _say(self, text: str) -> None:
        print(f"[{time.monotonic() - self.began:6.1f} s] {text}", file=sys.stderr)  # noqa: T201


def forget_quarantined(customer_id: str) -> int:
    """Remove the rows held back that name the customer; how many."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "delete from app.quarantine where exists"
            " (select from jsonb_each_text(row::jsonb) as held where held.value = %s)",
            [customer_id],
        )
        return int(cursor.rowcount)
