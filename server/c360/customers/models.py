"""What the hall publishes each night: the bank's people and units, customers, holdings, figures.

Amounts are integer minor units, positive what the bank owes the customer; the columns called
`loans` and `card_used` are turned round, positive what the customer owes.
`rm_seq` numbers the RMs depth-first through the hierarchy; 0 is a customer in no RM's book. Staff
and VIP customers have it in bands of their own (core/viewer.py): use `rm_id` to name an RM.
"""

from django.db import models

from c360.customers.models_ledger import Balance as Balance
from c360.customers.models_ledger import Transaction as Transaction
from c360.customers.models_narrow import CUSTOMER, FIGURES, HOLDING, HOUSEHOLD
from c360.customers.models_search import SearchPair as SearchPair
from c360.customers.models_search import SearchSlip as SearchSlip
from c360.customers.models_search import SearchTop as SearchTop
from c360.customers.models_search import SearchWord as SearchWord
from c360.customers.models_search import SearchZone as SearchZone
from c360.nightly.tables import Narrow, Published


class Unit(Published):
    """A unit of the bank; [rm_from, rm_to] are the RMs in and under it, empty if from > to."""

    scoped = False

    unit_id = models.TextField(primary_key=True)
    parent_id = models.TextField(null=True)
    level = models.TextField()
    name = models.TextField()
    city = models.TextField(null=True)
    rm_from = models.IntegerField()
    rm_to = models.IntegerField()

    class Meta:
        db_table = "unit"


class Employee(Published):
    """An employee; `rm_seq` is null unless the employee is an RM.

    `own_customer_id` is the employee's own record as a customer, where the bank tells.
    """

    scoped = False

    employee_id = models.TextField(primary_key=True)
    name = models.TextField()
    role = models.TextField()
    reports_to = models.TextField(null=True)
    unit_id = models.TextField()
    own_customer_id = models.TextField(null=True)
    rm_seq = models.IntegerField(null=True)

    class Meta:
        db_table = "employee"
        indexes = [
            models.Index(fields=["rm_seq"], name="employee_rm"),
            models.Index(fields=["unit_id"], name="employee_unit"),
        ]


class Product(Published):
    """A product the bank sells; `kind` is the word shown, `family` the group it is added up in."""

    scoped = False

    product_id = models.TextField(primary_key=True)
    name = models.TextField()
    kind = models.TextField()
    family = models.TextField()

    class Meta:
        db_table = "product"


class Customer(Published):
    """A customer, with the RM who serves the customer on the business date."""

    scoped = True
    narrow = CUSTOMER

    customer_id = models.TextField(primary_key=True)
    kind = models.TextField()
    full_name = models.TextField()
    first_name = models.TextField(null=True)
    last_name = models.TextField(null=True)
    birth_date = models.DateField(null=True)
    sex = models.TextField(null=True)
    tax_pan = models.TextField(null=True)
    mobile = models.TextField(null=True)
    email = models.TextField(null=True)
    city = models.TextField(null=True)
    state = models.TextField(null=True)
    language = models.TextField(null=True)
    occupation = models.TextField(null=True)
    segment = models.TextField(null=True)
    risk_class = models.TextField(null=True)
    kyc_status = models.TextField(null=True)
    kyc_due_on = models.DateField(null=True)
    branch_id = models.TextField()
    onboarded_on = models.DateField()
    household_id = models.TextField(null=True)
    is_staff = models.BooleanField()
    is_vip = models.BooleanField()
    rm_id = models.TextField(null=True)
    rm_seq = models.IntegerField()
    last_contact_on = models.DateField(null=True)
    last_contact_kind = models.TextField(null=True)

    class Meta:
        db_table = "customer"
        indexes = [
            models.Index(fields=["rm_seq"], name="customer_rm"),
            models.Index(fields=["mobile"], name="customer_mobile"),
            models.Index(fields=["tax_pan"], name="customer_pan"),
            models.Index(fields=["household_id"], name="customer_household"),
        ]


class Holding(Published):
    """A customer's part in an account, with the account's facts and balances.

    `holders` counts owner and joint holders; `is_primary` marks the owner, with whom an account
    is counted once. `month_day_sum` adds the closing balances of each day of the month so far.
    `in_month` and `out_month` are both positive and leave out own transfers and term deposits
    opened or paid out.
    """

    scoped = True
    found_by = ("customer_id",)
    narrow = HOLDING

    pk = models.CompositePrimaryKey("customer_id", "account_id", "role")
    customer_id = models.TextField()
    account_id = models.TextField()
    role = models.TextField()
    rm_seq = models.IntegerField()
    is_primary = models.BooleanField()
    holders = models.IntegerField()
    product_id = models.TextField()
    product_name = models.TextField()
    kind = models.TextField()
    family = models.TextField()
    currency = models.TextField()
    opened_on = models.DateField()
    closed_on = models.DateField(null=True)
    status = models.TextField()
    branch_id = models.TextField()
    interest_rate = models.DecimalField(max_digits=9, decimal_places=4, null=True)
    credit_limit = models.BigIntegerField(null=True)
    instalment = models.BigIntegerField(null=True)
    instalment_day = models.BigIntegerField(null=True)
    principal = models.BigIntegerField(null=True)
    matures_on = models.DateField(null=True)
    renewal = models.TextField(null=True)
    minimum_balance = models.BigIntegerField(null=True)
    overdue_days = models.BigIntegerField(null=True)
    closing = models.BigIntegerField()
    closing_day_before = models.BigIntegerField()
    closing_month_start = models.BigIntegerField()
    month_day_sum = models.BigIntegerField()
    last_posted_on = models.DateField(null=True)
    in_month = models.BigIntegerField()
    out_month = models.BigIntegerField()

    class Meta:
        db_table = "holding"
        indexes = [
            models.Index(fields=["account_id"], name="holding_account"),
            models.Index(fields=["rm_seq", "matures_on"], name="holding_rm_maturity",
                         condition=models.Q(matures_on__isnull=False)),
        ]  # fmt: skip


class Figures(Published):
    """A customer's figures on the business date; source_figures.py has each definition."""

    scoped = True
    narrow = FIGURES

    customer_id = models.TextField(primary_key=True)
    rm_seq = models.IntegerField()
    full_name = models.TextField()
    kind = models.TextField()
    segment = models.TextField(null=True)
    city = models.TextField(null=True)
    branch_id = models.TextField()
    trv = models.BigIntegerField()
    trv_day_before = models.BigIntegerField()
    trv_month_start = models.BigIntegerField()
    trv_year_start = models.BigIntegerField()
    casa = models.BigIntegerField()
    casa_day_before = models.BigIntegerField()
    casa_month_start = models.BigIntegerField()
    casa_month_day_sum = models.BigIntegerField()
    casa_quarter_day_sum = models.BigIntegerField()
    casa_13m_day_sum = models.BigIntegerField()
    month_days = models.IntegerField()
    quarter_days = models.IntegerField()
    history_days = models.IntegerField()
    term_deposits = models.BigIntegerField()
    term_deposits_day_before = models.BigIntegerField()
    term_deposits_month_start = models.BigIntegerField()
    investments = models.BigIntegerField()
    investments_day_before = models.BigIntegerField()
    investments_month_start = models.BigIntegerField()
    loans = models.BigIntegerField()
    loans_day_before = models.BigIntegerField()
    loans_month_start = models.BigIntegerField()
    card_used = models.BigIntegerField()
    in_month = models.BigIntegerField()
    out_month = models.BigIntegerField()
    in_13m = models.BigIntegerField()
    out_13m = models.BigIntegerField()
    last_activity_on = models.DateField(null=True)
    products = models.TextField()
    flags = models.TextField()
    kyc_due_on = models.DateField(null=True)
    next_maturity_on = models.DateField(null=True)
    next_maturity_amount = models.BigIntegerField(null=True)
    last_contact_on = models.DateField(null=True)
    below_minimum_by = models.BigIntegerField()
    service_requests_open = models.BigIntegerField()

    class Meta:
        db_table = "figures"
        indexes = [models.Index(fields=["rm_seq"], name="figures_rm")]


class Household(Published):
    """The members of a household in one RM's book, added up; each account counts once."""

    scoped = True
    narrow = HOUSEHOLD

    pk = models.CompositePrimaryKey("household_id", "rm_seq")
    household_id = models.TextField()
    rm_seq = models.IntegerField()
    members = models.BigIntegerField()
    trv = models.BigIntegerField()
    trv_day_before = models.BigIntegerField()
    trv_month_start = models.BigIntegerField()
    trv_year_start = models.BigIntegerField()
    casa = models.BigIntegerField()
    term_deposits = models.BigIntegerField()
    investments = models.BigIntegerField()
    loans = models.BigIntegerField()
    card_used = models.BigIntegerField()
    in_month = models.BigIntegerField()
    out_month = models.BigIntegerField()
    in_13m = models.BigIntegerField()
    out_13m = models.BigIntegerField()

    class Meta:
        db_table = "household"


class Card(Published):
    """A card of a customer, by its token and last four digits."""

    scoped = True
    found_by = ("customer_id",)
    narrow = Narrow(words=(("kind",),))

    card_id = models.TextField(primary_key=True)
    account_id = models.TextField()
    customer_id = models.TextField()
    rm_seq = models.IntegerField()
    last4 = models.TextField()
    kind = models.TextField()
    issued_on = models.DateField(null=True)
    credit_limit = models.BigIntegerField(null=True)
    used = models.BigIntegerField(null=True)

    class Meta:
        db_table = "card"


class StandingInstruction(Published):
    """A standing order or mandate, with the owner of its account."""

    scoped = True
    found_by = ("customer_id",)
    narrow = Narrow(words=(("kind", "frequency"),))

    instruction_id = models.TextField(primary_key=True)
    account_id = models.TextField()
    customer_id = models.TextField()
    rm_seq = models.IntegerField()
    kind = models.TextField(null=True)
    counterparty = models.TextField(null=True)
    amount = models.BigIntegerField()
    frequency = models.TextField(null=True)
    next_on = models.DateField(null=True)

    class Meta:
        db_table = "standing_instruction"


class Relationship(Published):
    """A tie of a customer to another; `rm_seq` is the first one's."""

    scoped = True
    found_by = ("customer_id",)
    narrow = Narrow(words=(("kind",),))

    pk = models.CompositePrimaryKey("customer_id", "related_customer_id", "kind")
    customer_id = models.TextField()
    related_customer_id = models.TextField()
    kind = models.TextField()
    rm_seq = models.IntegerField()
    since = models.DateField(null=True)

    class Meta:
        db_table = "relationship"


class LastContact(models.Model):
    """The latest conversation with a customer that was logged here (kept for ever in `app`).

    `contacted_on` is a day in the bank's time zone; an attempt without an answer is no contact.
    """

    customer_id = models.TextField(primary_key=True)
    contacted_on = models.DateField()
    channel = models.TextField()

    class Meta:
        db_table = "last_contact"


class Consent(Published):
    """What a customer agreed to, by purpose and channel."""

    scoped = True
    found_by = ("customer_id",)
    narrow = Narrow(words=(("purpose", "channel", "status"),), once=("customer_id", "rm_seq"))

    pk = models.CompositePrimaryKey("customer_id", "purpose", "channel")
    customer_id = models.TextField()
    purpose = models.TextField()
    channel = models.TextField()
    rm_seq = models.IntegerField()
    status = models.TextField()
    since = models.DateField(null=True)

    class Meta:
        db_table = "consent"
