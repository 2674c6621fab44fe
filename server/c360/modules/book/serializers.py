"""The shapes of book home's answers, for the OpenAPI document; amounts are minor units."""

from rest_framework import serializers as s


class BookFigure(s.Serializer[object]):
    """One figure of the strip; `spark` has 13 month ends, oldest first, the last is `as_of`."""

    key = s.CharField(
        help_text="customers, trv, casa, casa_average, term_deposits, investments or loans"
    )
    unit = s.ChoiceField(choices=("count", "minor"))
    value = s.IntegerField()
    change_day = s.IntegerField(allow_null=True)
    change_month = s.IntegerField(allow_null=True)
    month_start = s.IntegerField(allow_null=True)
    spark = s.ListField(child=s.IntegerField())


class Attention(s.Serializer[object]):
    """Customers who need a look; `parts` of kyc_due are those due within 30, 60 and 90 days."""

    key = s.CharField(help_text="below_minimum, emi_bounce, kyc_due or dormant")
    count = s.IntegerField()
    amount = s.IntegerField(allow_null=True)
    parts = s.ListField(child=s.IntegerField(), allow_null=True)


class BookAnswer(s.Serializer[object]):
    """How the book stands this morning."""

    as_of = s.DateField()
    currency = s.CharField()
    title = s.CharField()
    unit = s.CharField(allow_null=True)
    figures = BookFigure(many=True)
    attention = Attention(many=True)


class BookTrend(s.Serializer[object]):
    """13 month ends, the last is `as_of`; one number a month in each list."""

    as_of = s.DateField()
    currency = s.CharField()
    months = s.ListField(child=s.DateField())
    casa = s.ListField(child=s.IntegerField())
    term_deposits = s.ListField(child=s.IntegerField())
    investments = s.ListField(child=s.IntegerField())
    loans = s.ListField(child=s.IntegerField())
    money_in = s.ListField(child=s.IntegerField())
    money_out = s.ListField(child=s.IntegerField())


class Mover(s.Serializer[object]):
    """A customer and the day's net change of the customer's CASA."""

    customer_id = s.CharField()
    name = s.CharField()
    amount = s.IntegerField()


class BookMovers(s.Serializer[object]):
    """The day's largest net changes of CASA, and the sums of all rises and all falls."""

    as_of = s.DateField()
    currency = s.CharField()
    money_in = s.IntegerField()
    money_out = s.IntegerField()
    inflows = Mover(many=True)
    outflows = Mover(many=True)


class MovedPart(s.Serializer[object]):
    """A part of what moved TRV; what lowered it is negative."""

    key = s.CharField(
        help_text="new_money, withdrawals, new_customers, lost_customers, net_lending or "
        "revaluation"
    )
    amount = s.IntegerField()


class BookMoved(s.Serializer[object]):
    """From TRV at the month's start to TRV now: `start` and the parts add up to `end`."""

    as_of = s.DateField()
    currency = s.CharField()
    start_on = s.DateField()
    start = s.IntegerField()
    parts = MovedPart(many=True)
    end = s.IntegerField()


class MaturityWeek(s.Serializer[object]):
    """Term deposits that mature in the 7 days from `starts_on`, by renewal instruction."""

    starts_on = s.DateField()
    no_instruction = s.IntegerField()
    renewing = s.IntegerField()
    count = s.IntegerField()


class BookCalendar(s.Serializer[object]):
    """Term deposits that mature within 90 days."""

    as_of = s.DateField()
    currency = s.CharField()
    total = s.IntegerField()
    count = s.IntegerField()
    weeks = MaturityWeek(many=True)


class BookTotals(s.Serializer[object]):
    """The sums over every customer that the filters leave."""

    trv = s.IntegerField()
    trv_change_day = s.IntegerField()
    trv_change_month = s.IntegerField()
    casa = s.IntegerField()
    term_deposits = s.IntegerField()
    investments = s.IntegerField()
    loans = s.IntegerField()
    card_used = s.IntegerField()
    money_in = s.IntegerField()
    money_out = s.IntegerField()


class FacetValue(s.Serializer[object]):
    """A value to filter by and how many customers of the whole book have it."""

    value = s.CharField()
    count = s.IntegerField()


class BookFacets(s.Serializer[object]):
    """The values to filter by, over the whole book."""

    segments = FacetValue(many=True)
    cities = FacetValue(many=True)
    flags = FacetValue(many=True)
    products = FacetValue(many=True)
    tags = FacetValue(many=True)


class BookRow(s.Serializer[object]):
    """A customer of the book."""

    customer_id = s.CharField()
    name = s.CharField()
    kind = s.CharField()
    segment = s.CharField(allow_null=True)
    city = s.CharField(allow_null=True)
    rm = s.CharField(allow_null=True, help_text="the name of the RM who serves the customer")
    trv = s.IntegerField()
    trv_change_day = s.IntegerField()
    trv_change_month = s.IntegerField()
    casa = s.IntegerField()
    casa_average = s.IntegerField()
    term_deposits = s.IntegerField()
    investments = s.IntegerField()
    loans = s.IntegerField()
    card_used = s.IntegerField()
    money_in = s.IntegerField()
    money_out = s.IntegerField()
    last_contact_on = s.DateField(allow_null=True, help_text="also a conversation logged here")
    last_activity_on = s.DateField(allow_null=True)
    kyc_due_on = s.DateField(allow_null=True)
    next_maturity_on = s.DateField(allow_null=True)
    next_maturity_amount = s.IntegerField(allow_null=True)
    products = s.ListField(child=s.CharField())
    flags = s.ListField(child=s.CharField())
    tags = s.ListField(child=s.CharField())


class BookCustomers(s.Serializer[object]):
    """A page of the book; `count` and `totals` are over every page."""

    as_of = s.DateField()
    currency = s.CharField()
    count = s.IntegerField()
    totals = BookTotals()
    facets = BookFacets()
    results = BookRow(many=True)
    next = s.CharField(allow_null=True)


class UnitPeriod(s.Serializer[object]):
    """What changed in a period; null where history does not reach back so far.

    `casa_average` is `casa_day_sum`, the closings of each day added up, by the number of days;
    `_before` are those of the whole period before it.
    """

    customers_change = s.IntegerField(allow_null=True)
    trv_change = s.IntegerField(allow_null=True)
    term_deposits_change = s.IntegerField(allow_null=True)
    casa_average = s.IntegerField(allow_null=True)
    casa_day_sum = s.IntegerField()
    casa_average_before = s.IntegerField(allow_null=True)
    casa_day_sum_before = s.IntegerField(allow_null=True)


class UnitFigures(s.Serializer[object]):
    """A unit, or an RM's book, added up; counts are of customers, `kyc_due` within 90 days.

    `contacted` counts customers spoken with in 90 days, also as logged here; `maturing` is what
    term deposits that mature in 90 days hold, `renewing` those with an instruction to renew;
    `at_risk` is TRV of customers flagged for an outflow or as dormant, or with a term deposit that
    matures in 30 days and is not renewed. `periods` are those that the answer names.
    """

    id = s.CharField()
    name = s.CharField()
    level = s.ChoiceField(choices=("bank", "region", "cluster", "branch", "rm"))
    customers = s.IntegerField()
    families = s.IntegerField()
    onboarded_today = s.IntegerField()
    trv = s.IntegerField()
    trv_change_day = s.IntegerField()
    trv_change_month = s.IntegerField()
    casa = s.IntegerField()
    casa_change_day = s.IntegerField()
    casa_change_month = s.IntegerField()
    term_deposits = s.IntegerField()
    term_deposits_change_day = s.IntegerField()
    term_deposits_change_month = s.IntegerField()
    investments = s.IntegerField()
    investments_change_day = s.IntegerField()
    investments_change_month = s.IntegerField()
    loans = s.IntegerField()
    loans_change_day = s.IntegerField()
    loans_change_month = s.IntegerField()
    money_in = s.IntegerField()
    money_out = s.IntegerField()
    below_minimum = s.IntegerField()
    emi_bounce = s.IntegerField()
    kyc_due = s.IntegerField()
    dormant = s.IntegerField()
    kyc_overdue = s.IntegerField()
    contacted = s.IntegerField()
    maturing = s.IntegerField()
    renewing = s.IntegerField()
    at_risk = s.IntegerField()
    periods = UnitPeriod(many=True)


class UnitName(s.Serializer[object]):
    """A unit to go up to."""

    id = s.CharField()
    name = s.CharField()


class UnitAbove(UnitName):
    """A unit above; `is_open` where the viewer may go up to it."""

    is_open = s.BooleanField()


class PeriodStart(s.Serializer[object]):
    """A period from `start_on` to the business date."""

    key = s.CharField(help_text="month or quarter")
    start_on = s.DateField()


class UnitRollupAnswer(s.Serializer[object]):
    """A unit and what stands right under it; `parent` is null at the top of the viewer's scope.

    `path` are the units above it, from the top down; `head` is the name of who heads it, `books`
    counts the RMs in and under it.
    """

    as_of = s.DateField()
    currency = s.CharField()
    parent = UnitName(allow_null=True)
    path = UnitAbove(many=True)
    head = s.CharField(allow_null=True)
    books = s.IntegerField()
    periods = PeriodStart(many=True)
    unit = UnitFigures()
    children = UnitFigures(many=True)
