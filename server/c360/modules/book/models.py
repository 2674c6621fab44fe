"""What book home publishes each night: each RM's book by month, and the roll-ups of units."""

from django.db import models

from c360.nightly.tables import Published


class RmMonth(Published):
    """An RM's book on a month's last day, or on the business date: today's customers, then.

    Amounts are minor units; `loans` is positive what is outstanding; `casa_day_sum` adds the
    closings of each day of the month up to `month_end`; `money_in` and `money_out` of the CASA
    accounts in the month are both positive.
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
    money_in = models.BigIntegerField()
    money_out = models.BigIntegerField()

    class Meta:
        db_table = "rm_month"


class UnitRollup(Published):
    """An RM's book, or all books in and under a unit: sums of customers' figures, and counts.

    `unit_id` is the employee's id where `level` is `rm`; `parent_id` the unit right above;
    [rm_from, rm_to] the RMs it adds up. A unit without RMs has no row. `moved_in` and
    `moved_out` add the customers' changes of CASA since the day before by their sign, both
    positive; `kyc_<n>` counts papers due within n days; `flag_<name>` customers with that flag;
    `families` adds the families of each RM's book: those in one household, or one customer in
    none.
    """

    scoped = True
    scope_span = ("rm_from", "rm_to")

    unit_id = models.TextField(primary_key=True)
    parent_id = models.TextField(null=True)
    level = models.TextField()
    name = models.TextField()
    rm_from = models.IntegerField()
    rm_to = models.IntegerField()
    trv = models.BigIntegerField()
    trv_day_before = models.BigIntegerField()
    trv_month_start = models.BigIntegerField()
    casa = models.BigIntegerField()
    casa_day_before = models.BigIntegerField()
    casa_month_start = models.BigIntegerField()
    term_deposits = models.BigIntegerField()
    term_deposits_day_before = models.BigIntegerField()
    term_deposits_month_start = models.BigIntegerField()
    investments = models.BigIntegerField()
    investments_day_before = models.BigIntegerField()
    investments_month_start = models.BigIntegerField()
    loans = models.BigIntegerField()
    loans_day_before = models.BigIntegerField()
    loans_month_start = models.BigIntegerField()
    trv_year_start = models.BigIntegerField()
    casa_month_day_sum = models.BigIntegerField()
    card_used = models.BigIntegerField()
    in_month = models.BigIntegerField()
    out_month = models.BigIntegerField()
    in_13m = models.BigIntegerField()
    out_13m = models.BigIntegerField()
    below_minimum_by = models.BigIntegerField()
    service_requests_open = models.BigIntegerField()
    customers = models.BigIntegerField()
    onboarded_today = models.BigIntegerField()
    families = models.BigIntegerField()
    moved_in = models.BigIntegerField()
    moved_out = models.BigIntegerField()
    dormant_casa = models.BigIntegerField()
    kyc_30 = models.BigIntegerField()
    kyc_60 = models.BigIntegerField()
    kyc_90 = models.BigIntegerField()
    flag_outflow = models.BigIntegerField()
    flag_inflow = models.BigIntegerField()
    flag_td_due = models.BigIntegerField()
    flag_kyc_due = models.BigIntegerField()
    flag_below_minimum = models.BigIntegerField()
    flag_emi_bounce = models.BigIntegerField()
    flag_dormant = models.BigIntegerField()
    flag_idle_cash = models.BigIntegerField()

    class Meta:
        db_table = "unit_rollup"
        indexes = [models.Index(fields=["parent_id"], name="unit_rollup_parent")]
