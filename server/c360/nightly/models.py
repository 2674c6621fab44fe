"""What the load writes of itself: its history, and which business days are published."""

from typing import NamedTuple

from django.db import models


class Load(models.Model):
    """One attempt to publish a business day; `seconds` and `rows` are final once it ended."""

    class State(models.TextChoices):
        RUNNING = "running"
        PUBLISHED = "published"
        UNCHANGED = "unchanged"
        REFUSED = "refused"
        FAILED = "failed"

    as_of = models.DateField()
    attempt = models.IntegerField()
    state = models.CharField(max_length=12, choices=State.choices, default=State.RUNNING)
    restatement = models.BooleanField(default=False)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    seconds = models.FloatField(null=True)
    rows = models.BigIntegerField(default=0)
    quarantined = models.BigIntegerField(default=0)
    schema = models.TextField(default="")
    content = models.TextField(default="")
    error = models.TextField(default="")
    notes = models.JSONField(default=list)
    source_columns = models.JSONField(default=dict)

    class Meta:
        db_table = "load"
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["as_of", "attempt"], name="load_attempt")]


class LoadStep(models.Model):
    """How long one step of a load took, as a whole or (`table`) of one table.

    Tables are copied while others are built, so the times of tables add up to more.
    """

    load = models.ForeignKey(Load, models.CASCADE, related_name="steps")
    name = models.TextField()
    table = models.TextField(default="", db_default="")
    started_at = models.DateTimeField()
    seconds = models.FloatField()

    class Meta:
        db_table = "load_step"
        ordering = ["id"]


class LoadTable(models.Model):
    """A table of a load: rows and control totals (minor units) at its source and published.

    `kind` is `warehouse` for a canonical table, `published` for a table a module built.
    """

    load = models.ForeignKey(Load, models.CASCADE, related_name="tables")
    table = models.TextField()
    kind = models.CharField(max_length=10)
    source_rows = models.BigIntegerField()
    published_rows = models.BigIntegerField(null=True)
    quarantined = models.BigIntegerField(default=0)
    source_total = models.DecimalField(max_digits=30, decimal_places=0, null=True)
    published_total = models.DecimalField(max_digits=30, decimal_places=0, null=True)

    class Meta:
        db_table = "load_table"
        ordering = ["id"]


class Quarantine(models.Model):
    """A row kept out of the publication: which column is wrong and why; `row` as extracted."""

    load = models.ForeignKey(Load, models.CASCADE, related_name="quarantine")
    table = models.TextField()
    row_number = models.BigIntegerField()
    column = models.TextField()
    reason = models.TextField()
    row = models.JSONField()

    class Meta:
        db_table = "quarantine"
        ordering = ["id"]


class Loads(NamedTuple):
    """How the job queue knows loads: one at a time, whoever asked; `task` is that of a request."""

    queue: str = "nightly"
    lock: str = "nightly"
    task: str = "requested"


LOADS = Loads()


class LoadRequest(models.Model):
    """A business day that an operator wants loaded: who asked, why, and what became of it.

    One day is asked for once at a time; `load` is the try that answered it.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        RUNNING = "running"
        PUBLISHED = "published"
        UNCHANGED = "unchanged"
        REFUSED = "refused"
        FAILED = "failed"

    as_of = models.DateField()
    restate = models.BooleanField(default=False)
    why = models.TextField()
    asked_by = models.TextField()
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=12, choices=State.choices, default=State.WAITING)
    ended_at = models.DateTimeField(null=True)
    error = models.TextField(default="")
    load = models.ForeignKey(Load, models.SET_NULL, null=True, related_name="requests")

    class Meta:
        db_table = "load_request"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["as_of"],
                condition=models.Q(state__in=["waiting", "running"]),
                name="load_request_open",
            )
        ]


class PublicationRecord(models.Model):
    """A published business day; the greatest generation is the one served."""

    generation = models.BigAutoField(primary_key=True)
    schema = models.TextField()
    as_of = models.DateField()
    published_at = models.DateTimeField()
    load = models.ForeignKey(Load, models.PROTECT, related_name="publications")

    class Meta:
        db_table = "publication"
