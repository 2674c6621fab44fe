"""What book home publishes each night: each RM's book by month, and the roll-ups of units."""

from django.db import models

from c360.modules.book.models_kept import CustomerTag as CustomerTag
from c360.modules.book.models_kept import SavedView as SavedView
from c360.nightly.tables import Published

MOVERS_KEPT = 6  # of a unit, each way: one more than is shown, who may be the viewer
CALENDAR_DAYS = 90
CONTACT_DAYS = 90
LEAVING_DAYS = 30  # from so many days before it matures, a deposit not renewed is at risk
NOT_RENEWING = ("", "none", "no_instruction", "pay_out")  # money that leaves the deposit by itself
MONTHLY = ("customers", "casa", "casa_day_sum", "term_deposits", "investments", "loans",
           "money_in", "money_out")  # fmt: skip


class Month(Published):
    """Customers on a month's last day, or on the business date: today's customers, then.

    Amounts are minor units; `loans` is positive what is outstanding; `casa_day_sum` adds the
    closings of each day of the month up to `month_end`; `money_in` and `money_out` of the CASA
    accounts in the month are both positive.
    """

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
        abstract = True


class RmMonth(Month):
    """The customers of an RM's book that are in one band."""

    scoped = True

    pk = models.CompositePrimaryKey("rm_seq", "month_end")
    rm_seq = models.IntegerField()

    class Meta:
        db_table = "rm_month"


class OwnMonth(Month):
    """An employee's own record: what the months of a book hold of it, to be taken off again."""

    scoped = True

    pk = models.CompositePrimaryKey("customer_id", "month_end")
    customer_id = models.TextField()
    rm_seq = models.IntegerField()

    class Meta:
        db_table = "own_month"


class OfUnit(Published):
    """What a unit's books hold, for viewers who may see this combination of bands.

    `bands` adds 1 where staff, 2 where VIP customers are held beside the plain ones
    (core/viewer.py); [rm_from, rm_to] are the RMs in and under the unit.
    """

    unit_id = models.TextField()
    bands = models.SmallIntegerField()
    rm_from = models.IntegerField()
    rm_to = models.IntegerField()

    class Meta:
        abstract = True


class UnitMonth(OfUnit, Month):
    """The months of the books in and under a unit."""

    scoped = True
    scope_span = ("rm_from", "rm_to")
    stored_by = ("unit_id", "bands", "month_end")

    pk = models.CompositePrimaryKey("unit_id", "bands", "month_end")

    class Meta:
        db_table = "unit_month"


class UnitMaturity(OfUnit):
    """Owned term deposits of a unit that mature in the `week`th week from the business date."""

    scoped = True
    scope_span = ("rm_from", "rm_to")
    stored_by = ("unit_id", "bands", "week")

    pk = models.CompositePrimaryKey("unit_id", "bands", "week", "renews")
    week = models.SmallIntegerField()
    renews = models.BooleanField()
    amount = models.BigIntegerField()
    deposits = models.BigIntegerField()

    class Meta:
        db_table = "unit_maturity"


class RmFacet(Published):
    """How many customers of an RM's book, in one band, have a value; as in UnitFacet."""

    scoped = True

    pk = models.CompositePrimaryKey("rm_seq", "kind", "value")
    rm_seq = models.IntegerField()
    kind = models.TextField()
    value = models.TextField()
    customers = models.BigIntegerField()

    class Meta:
        db_table = "rm_facet"


class UnitFacet(OfUnit):
    """How many customers of a unit have a value; `kind` is the name of the facet in the API."""

    scoped = True
    scope_span = ("rm_from", "rm_to")
    stored_by = ("unit_id", "bands", "kind")

    pk = models.CompositePrimaryKey("unit_id", "bands", "kind", "value")
    kind = models.TextField()
    value = models.TextField()
    customers = models.BigIntegerField()

    class Meta:
        db_table = "unit_facet"


class UnitMover(Published):
    """The customers of a unit whose CASA moved most since the day before, each way, in order."""

    scoped = True
    stored_by = ("unit_id", "bands", "inflow", "place")

    pk = models.CompositePrimaryKey("unit_id", "bands", "inflow", "place")
    unit_id = models.TextField()
    bands = models.SmallIntegerField()
    inflow = models.BooleanField()
    place = models.SmallIntegerField()
    customer_id = models.TextField()
    rm_seq = models.IntegerField()
    full_name = models.TextField()
    amount = models.BigIntegerField()

    class Meta:
        db_table = "unit_mover"


class Moved(Published):
    """What moved TRV since the month's start; source_moved.py has each definition.

    Start and parts add up to `trv`; `withdrawals` and `lost_customers` are negative.
    """

    trv_month_start = models.BigIntegerField()
    new_money = models.BigIntegerField()
    withdrawals = models.BigIntegerField()
    new_customers = models.BigIntegerField()
    lost_customers = models.BigIntegerField()
    net_lending = models.BigIntegerField()
    revaluation = models.BigIntegerField()
    trv = models.BigIntegerField()

    class Meta:
        abstract = True


class RmMoved(Moved):
    """The customers of an RM's book that are in one band."""

    scoped = True

    rm_seq = models.IntegerField(primary_key=True)

    class Meta:
        db_table = "rm_moved"


class OwnMoved(Moved):
    """An employee's own record: what its book's row holds of it, to be taken off again."""

    scoped = True

    customer_id = models.TextField(primary_key=True)
    rm_seq = models.IntegerField()

    class Meta:
        db_table = "own_moved"


class UnitRollup(OfUnit):
    """An RM's book, or all books in and under a unit: sums of customers' figures, and counts.

    `unit_id` is the employee's id where `level` is `rm`; `parent_id` the unit right above.
    A unit without RMs has no row. `moved_in` and
    `moved_out` add the customers' changes of CASA since the day before by their sign, both
    positive; `kyc_<n>` counts papers due within n days; `flag_<name>` customers with that flag;
    `families` adds the families of each RM's book: those in one household, or one customer in
    none. `contacted` counts customers with whom the warehouse knows a contact in 90 days;
    `maturing` is what term deposits that mature in 90 days hold, `renewing` those of them that
    have an instruction to renew; `at_risk` TRV of customers flagged for an outflow or as dormant,
    or with a deposit that matures in 30 days and is not renewed.
    """

    scoped = True
    scope_span = ("rm_from", "rm_to")

    pk = models.CompositePrimaryKey("unit_id", "bands")
    parent_id = models.TextField(null=True)
    level = models.TextField()
    name = models.TextField()
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
    kyc_overdue = models.BigIntegerField()
    contacted = models.BigIntegerField()
    maturing = models.BigIntegerField()
    renewing = models.BigIntegerField()
    at_risk = models.BigIntegerField()

    class Meta:
        db_table = "unit_rollup"
        indexes = [
            models.Index(fields=["parent_id", "bands"], name="unit_rollup_parent"),
            models.Index(fields=["rm_from", "bands"], name="unit_rollup_rm"),
        ]
