"""What access keeps in `app`: it survives a flush of Redis."""

from typing import ClassVar

from django.db import models

CLIENT_PREFIX = "client:"


class SignInAttempt(models.Model):
    """One try to sign in. A try counts as failed until it has proved otherwise."""

    class Outcome(models.TextChoices):
        FAILED = "failed"
        SUCCEEDED = "succeeded"
        UNDECIDED = "undecided"  # the directory did not answer: never counted

    username = models.TextField()
    address = models.TextField()
    at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=Outcome.choices, default=Outcome.FAILED)

    class Meta:
        db_table = "sign_in_attempt"
        indexes = [
            models.Index(fields=["username", "-at"], name="sign_in_by_user"),
            models.Index(fields=["address", "-at"], name="sign_in_by_address"),
        ]


class SessionRevocation(models.Model):
    """Sessions of this user that began before `at` hold no more."""

    username = models.TextField(primary_key=True)
    at = models.DateTimeField()
    reason = models.TextField()

    class Meta:
        db_table = "session_revocation"


class FeedToken(models.Model):
    """A user's own calendar address; only the hash of its token is kept, one a user."""

    username = models.TextField(primary_key=True)
    token_hash = models.TextField(unique=True)
    created_at = models.DateTimeField(auto_now=True)

    class Meta:
        db_table = "feed_token"


class ReaderFormat(models.Model):
    """How a user has money and dates written; what is empty is as the bank writes it."""

    username = models.TextField(primary_key=True)
    short_units = models.TextField(default="")
    date_format = models.TextField(default="")

    class Meta:
        db_table = "reader_format"


class ApiClient(models.Model):
    """Another application of the bank: its scopes are permissions inside `unit_id`."""

    client_id = models.TextField(primary_key=True)
    name = models.TextField()
    unit_id = models.TextField()
    scopes: ClassVar[models.JSONField] = models.JSONField()
    secret_hash = models.CharField(max_length=64)
    created_by = models.TextField()
    created_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.TextField(default="")

    class Meta:
        db_table = "api_client"

    @property
    def username(self) -> str:
        """The client's name wherever a user name stands; no person's is like it."""
        return CLIENT_PREFIX + self.client_id


class Alert(models.Model):
    """Somebody looked at customers as work does not ask for; one a person, kind and day.

    `kind` is many_customers, off_hours or honey; `usual` the person's own median of a day;
    `supervisor` the employee whom the person reported to; `honey` the customers concerned.
    """

    username = models.TextField()
    name = models.TextField()
    supervisor = models.TextField(null=True)
    kind = models.TextField()
    day = models.DateField()
    customers = models.IntegerField()
    usual = models.IntegerField(null=True)
    honey: ClassVar[models.JSONField] = models.JSONField()
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    raised_at = models.DateTimeField(auto_now_add=True)
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.TextField(default="")
    note = models.TextField(default="")

    class Meta:
        db_table = "alert"
        constraints = [
            models.UniqueConstraint(fields=["username", "kind", "day"], name="alert_of_a_day")
        ]
        indexes = [models.Index(fields=["supervisor", "-raised_at"], name="alert_reviews")]


class AuditBatch(models.Model):
    """A link of the audit's chain; `hash` covers the batch's records and the link before it."""

    sequence = models.BigIntegerField(primary_key=True)
    previous = models.CharField(max_length=64)
    root = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)
    first_id = models.TextField()
    last_id = models.TextField()
    count = models.IntegerField()
    sealed_at = models.DateTimeField()

    class Meta:
        managed = False  # made by sql/audit.sql, with its rights
        db_table = "audit_batch"


class AuditRecord(models.Model):
    """One sealed look, outcome, sign-in or sign-out; partitioned by month (sql/audit.sql).

    `record` is the canonical JSON that the chain covers; the columns beside it are its parts.
    """

    pk = models.CompositePrimaryKey("at", "sequence", "position")
    at = models.DateTimeField()
    sequence = models.BigIntegerField()
    position = models.IntegerField()
    kind = models.TextField()
    username = models.TextField()
    customer_id = models.TextField(null=True)
    request_id = models.TextField()
    record = models.TextField()

    class Meta:
        managed = False
        db_table = "audit"


class Cover(models.Model):
    """An RM serves another's book on these days, the first and the last included."""

    covered = models.TextField()  # employee ids
    covering = models.TextField()
    from_date = models.DateField()
    to_date = models.DateField()
    reason = models.TextField()
    granted_by = models.TextField()
    granted_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.TextField(default="")

    class Meta:
        db_table = "cover"
        indexes = [models.Index(fields=["covering", "to_date"], name="cover_of_rm")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(to_date__gte=models.F("from_date")), name="cover_days"
            )
        ]


class Reveal(models.Model):
    """An identifier was unmasked: whose, which, why, never the value."""

    username = models.TextField()
    customer_id = models.TextField()
    fields: ClassVar[models.JSONField] = models.JSONField()
    reason = models.TextField()
    note = models.TextField()
    at = models.DateTimeField()

    class Meta:
        db_table = "reveal"
        indexes = [models.Index(fields=["username", "-at"], name="reveal_by_user")]


class ExportTaken(models.Model):
    """A user took a list as a file: counted here, so that no flush gives a new budget."""

    username = models.TextField()
    at = models.DateTimeField()

    class Meta:
        db_table = "export_taken"
        indexes = [models.Index(fields=["username", "-at"], name="export_by_user")]


class BreakGlass(models.Model):
    """A customer out of scope was opened to be read, until a time; reviewed afterwards.

    `supervisor` is the employee whom the person reported to on that day.
    """

    username = models.TextField()
    name = models.TextField()
    supervisor = models.TextField(null=True)
    customer_id = models.TextField()
    reason = models.TextField()
    note = models.TextField()
    at = models.DateTimeField()
    until = models.DateTimeField()
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.TextField(default="")
    outcome = models.TextField(default="")
    review_note = models.TextField(default="")

    class Meta:
        db_table = "break_glass"
        indexes = [
            models.Index(fields=["username", "-until"], name="break_glass_by_user"),
            models.Index(fields=["supervisor", "-at"], name="break_glass_reviews"),
        ]
