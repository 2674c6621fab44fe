"""What access keeps in `app`: it survives a flush of Redis."""

from django.db import models


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
