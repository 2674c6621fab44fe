"""The two kinds of table a module publishes; no migration ever touches them.

`Published` tables are made anew in each publication's schema. `Ledger` tables are append-only
facts that stand in the schema `ledger`, partitioned by month; each publication reads them
through a view of the model's db_table name.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.db import models
from django.db.models.base import ModelBase


class _MadeNightly(ModelBase):
    """Gives every such model `managed = False`, also where its Meta inherits nothing."""

    def __new__(
        cls, name: str, bases: tuple[type, ...], attrs: dict[str, Any], **kwargs: Any
    ) -> Any:
        meta = attrs.get("Meta")
        if meta is None and name not in ("Published", "Ledger"):
            raise TypeError(f"{name} needs a Meta with its db_table")
        if meta is not None:
            meta.managed = False
        return super().__new__(cls, name, bases, attrs, **kwargs)


@dataclass(frozen=True)
class Narrow:
    """What of a published table need not stand in each row; `narrow.py` stores and shows it.

    `words` are groups of columns that have few combinations in a publication: a row has its
    combination's number. `null_is` says what a null stands for in a column that has none itself,
    as a column or in SQL over them. `worked_out` gives what is not stored at all, in SQL over the
    other columns. The SQL is PostgreSQL's and the load's engine's alike. Where `once` names
    columns, rows that stand together and agree in the first of them become one row
    (`gathered.py`), with an array of each other column: for small rows of which many have several.
    """

    words: tuple[tuple[str, ...], ...] = ()
    null_is: Mapping[str, str] = field(default_factory=dict)
    worked_out: Mapping[str, str] = field(default_factory=dict)
    once: tuple[str, ...] = ()


class Published(models.Model, metaclass=_MadeNightly):
    """A table of one publication, filled from the same db_table key of a module's `TABLES`.

    `scoped`: its rows carry `rm_seq`, and row-level security shows a viewer only those in the
    viewer's scope. A table without it is readable by every signed-in viewer. Rows that add up
    several RMs carry two columns instead, `scope_span`, first and last, and `bands`, which of
    their bands: all of it must be in scope.
    `stored_by` is the order its rows are stored in; without it a scoped table stands by RM.
    `found_by`: an index of these columns takes the place of that of the whole key, which is much
    larger; that no key is there twice the stage has checked.
    `narrow`: its rows are stored narrower than they are read.
    """

    scoped: ClassVar[bool] = False
    stored_by: ClassVar[tuple[str, ...]] = ()
    found_by: ClassVar[tuple[str, ...]] = ()
    scope_span: ClassVar[tuple[str, str] | None] = None
    narrow: ClassVar[Narrow | None] = None

    class Meta:
        abstract = True


class Ledger(models.Model, metaclass=_MadeNightly):
    """An append-only fact of one account, filled from the canonical table of the same name.

    Its columns are a subset of the canonical table's, `account_id` among them;
    `partition_column` is the business date that says in which part a row stands. A `standing`
    fact holds until the account's next one, so the last of the forgotten ones is kept. How several
    rows of an account stand as one is told in `packing.py`; `mostly` names dates that mostly say
    what another column says, which takes no room there.
    """

    partition_column: ClassVar[str] = "posted_on"
    standing: ClassVar[bool] = False
    mostly: ClassVar[Mapping[str, str]] = {}

    class Meta:
        abstract = True
