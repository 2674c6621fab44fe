"""The shapes of the hall's answers, for the OpenAPI document; amounts are minor units."""

from rest_framework import serializers as s

from c360.customers.included import Included

REASONS = ("exact", "prefix", "word_order", "sounds_same", "close_spelling")
READS_AS = ("customer_id", "account", "mobile", "pan", "name")
ACCOUNT_KEY = "Names the account in answers and filters; the number itself takes a reveal"


class SearchHit(s.Serializer[object]):
    """One customer found; `matched` are [start, end) of the letters of `name` that matched."""

    customer_id = s.CharField()
    name = s.CharField()
    kind = s.CharField(help_text="person or organisation")
    segment = s.CharField(allow_null=True)
    rm_name = s.CharField(allow_null=True)
    branch_name = s.CharField()
    matched = s.ListField(child=s.ListField(child=s.IntegerField(), min_length=2, max_length=2))


class SearchGroup(s.Serializer[object]):
    """The customers found for one reason, the largest relationship first."""

    reason = s.ChoiceField(choices=REASONS)
    results = SearchHit(many=True)


class SearchAnswer(s.Serializer[object]):
    """What one box found: at most 20 customers, grouped by why they matched."""

    as_of = s.DateField()
    reads_as = s.ChoiceField(choices=READS_AS)
    count = s.IntegerField()
    groups = SearchGroup(many=True)


class CustomerFacts(s.Serializer[object]):
    """The customer; identifiers are masked to their last four or first letter."""

    customer_id = s.CharField()
    name = s.CharField()
    kind = s.CharField(help_text="person or organisation")
    segment = s.CharField(allow_null=True)
    sex = s.CharField(allow_null=True)
    birth_date = s.DateField(allow_null=True)
    city = s.CharField(allow_null=True)
    onboarded_on = s.DateField()
    occupation = s.CharField(allow_null=True)
    mobile_masked = s.CharField(allow_null=True)
    email_masked = s.CharField(allow_null=True)
    tax_pan_masked = s.CharField(allow_null=True)
    kyc_status = s.CharField(allow_null=True)
    kyc_due_on = s.DateField(allow_null=True)
    risk_class = s.CharField(allow_null=True)
    is_staff = s.BooleanField()
    is_vip = s.BooleanField()


class IdName(s.Serializer[object]):
    """An id and the name shown for it."""

    id = s.CharField()
    name = s.CharField()


class HouseholdMember(s.Serializer[object]):
    """A member of the household whom the viewer may see."""

    customer_id = s.CharField()
    name = s.CharField()
    trv = s.IntegerField()


class Household(s.Serializer[object]):
    """The customer's household; `members` counts the ones in the viewer's scope."""

    id = s.CharField()
    name = s.CharField()
    members = s.IntegerField()
    people = HouseholdMember(many=True)


class LastContact(s.Serializer[object]):
    """The latest call, visit or review that the source systems know of."""

    on = s.DateField()
    kind = s.CharField()


class ConsentState(s.Serializer[object]):
    """One consent: granted or withdrawn."""

    purpose = s.CharField()
    channel = s.CharField()
    status = s.CharField()


class ContactAction(s.Serializer[object]):
    """Whether the customer may be reached so, and by which consent.

    `not_asked` allows a call or an e-mail of service, and no campaign.
    """

    action = s.ChoiceField(choices=("call", "email", "campaign"))
    allowed = s.BooleanField()
    state = s.ChoiceField(choices=("granted", "withdrawn", "not_asked"))
    purposes = s.ListField(child=s.CharField(), help_text="What consent was given or withdrawn for")


class FigureNote(s.Serializer[object]):
    """A line under a figure: a maturity, EMIs of a month, a limit, the average of 13 months."""

    kind = s.CharField(help_text="maturity, emi, limit or average_13m")
    amount = s.IntegerField()
    on = s.DateField(allow_null=True)


class CustomerFigure(s.Serializer[object]):
    """One figure of the strip, with its change since the day before and since month start."""

    key = s.CharField(
        help_text="trv, casa, casa_average, term_deposits, investments, loans, card_used, "
        "card_spend"
    )
    value = s.IntegerField()
    change_day = s.IntegerField(allow_null=True)
    change_month = s.IntegerField(allow_null=True)
    note = FigureNote(allow_null=True)


class ProductHeld(s.Serializer[object]):
    """How many open accounts of one kind the customer owns; 0 is a gap."""

    kind = s.CharField()
    family = s.CharField()
    count = s.IntegerField()


class NextEvent(s.Serializer[object]):
    """Money to come or to go: a maturity, an EMI, a standing instruction."""

    on = s.DateField()
    kind = s.CharField(help_text="maturity, emi or standing")
    label = s.CharField()  # type: ignore[assignment]
    product = s.CharField(allow_null=True, help_text="The kind of product; null for an instruction")
    account = s.CharField()
    amount = s.IntegerField()


class EmiReach(s.Serializer[object]):
    """How far today's savings and current balances pay the EMIs of the next 45 days."""

    reaches_to = s.DateField(allow_null=True, help_text="The last EMI they pay for")
    short_on = s.DateField(allow_null=True, help_text="The first EMI they do not pay for")
    short_by = s.IntegerField(allow_null=True)


class CustomerCounts(s.Serializer[object]):
    """The numbers beside the tabs."""

    accounts = s.IntegerField()
    service_requests_open = s.IntegerField()


class CustomerAnswer(s.Serializer[object]):
    """The first screen of customer 360."""

    as_of = s.DateField()
    currency = s.CharField()
    customer = CustomerFacts()
    rm = IdName(allow_null=True)
    branch = IdName()
    household = Household(allow_null=True)
    last_contact = LastContact(allow_null=True)
    consents = ConsentState(many=True)
    contact = ContactAction(many=True)
    figures = CustomerFigure(many=True)
    household_trv = s.IntegerField(allow_null=True)
    products = ProductHeld(many=True)
    next_events = NextEvent(many=True)
    emi_reach = EmiReach(allow_null=True)
    counts = CustomerCounts()
    tabs = s.DictField(child=s.IntegerField(), help_text="Rows behind a module's tab, by its path")
    flags = s.ListField(child=s.CharField())
    included = Included(required=False)
