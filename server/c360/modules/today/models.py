"""The night's insights, and what people decided about them (kept for ever in `app`)."""

from django.db import models

from c360.nightly.tables import Published


class Insight(Published):
    """A hit of a rule. `key` is the same every night as long as the hit is about the same thing.

    `place` counts a customer's insights from 1, the weightiest first. What `on_date`, `amount`,
    `compared` and `detail` hold, the rule's `evidence` says.
    """

    scoped = True

    key = models.TextField(primary_key=True)
    customer_id = models.TextField()
    rm_seq = models.IntegerField()
    rule = models.TextField()
    version = models.IntegerField()
    score = models.IntegerField()
    place = models.IntegerField()
    on_date = models.DateField(null=True)
    amount = models.BigIntegerField(null=True)
    compared = models.BigIntegerField(null=True)
    account_id = models.TextField(null=True)
    transaction_id = models.TextField(null=True)
    detail = models.TextField(null=True)

    class Meta:
        db_table = "insight"
        indexes = [
            models.Index(fields=["rm_seq", "-score"], name="insight_rm"),
            models.Index(fields=["-score"], name="insight_score"),
            models.Index(fields=["customer_id"], name="insight_customer"),
        ]


class InsightRule(Published):
    """A rule as it was on the night of the publication."""

    scoped = False

    name = models.TextField(primary_key=True)
    version = models.IntegerField()
    title = models.TextField()
    reason = models.TextField()
    why = models.TextField()
    owner = models.TextField()
    evidence = models.TextField()
    weight = models.IntegerField()

    class Meta:
        db_table = "insight_rule"


class Decision(models.Model):
    """What somebody decided about an insight; the latest of a key holds, the earlier ones stay.

    `kind` is snoozed (hidden before the day `until`), dismissed (hidden) or restored.
    """

    key = models.TextField()
    customer_id = models.TextField()
    kind = models.TextField()
    until = models.DateField(null=True)
    reason = models.TextField(default="")
    decided_by = models.TextField()
    decided_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "insight_decision"
        indexes = [models.Index(fields=["key", "-id"], name="insight_decision_key")]
