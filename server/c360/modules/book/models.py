"""What book home publishes each night: each RM's book by month."""

from django.db import models

from c360.nightly.tables import Published


class RmMonth(Published):
    """An RM's book on a month's last day, or on the business date: today's customers, then.

    Amounts are minor units; `loans` is positive what is outstanding; `casa_day_sum` adds the
    closings of each day of the month up to `month_end`.
    """

    scoped = True

    pk = models.CompositePrimaryKey("rm_seq", "month_end")
    rm_seq = models.IntegerField()
    month_end = models.DateField()
    customers = models.BigIntegerField()
    casa = models.BigIntegerField()
    casa_day_sum = models.BigIntegerField()
    term_deposits = models.BigIntegerField()
    investments = models.BigIntegerField()
    loans = models.BigIntegerField()

    class Meta:
        db_table = "rm_month"


class RmFlow(Published):
    """Money into and out of the CASA accounts of an RM's book in a month; both positive."""

    scoped = True

    pk = models.CompositePrimaryKey("rm_seq", "month")
    rm_seq = models.IntegerField()
    month = models.DateField()
    money_in = models.BigIntegerField()
    money_out = models.BigIntegerField()

    class Meta:
        db_table = "rm_flow"
