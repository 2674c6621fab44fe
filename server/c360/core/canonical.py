"""The canonical model: the tables that a bank maps its warehouse to.

Every bank's mapping yields these columns, whatever its own warehouse looks like. Amounts are
integer minor units (paise, cents); days are business dates; timestamps are UTC.
Balances and amounts are signed from the customer's view: what the bank owes is positive,
what the customer owes (loans, cards, overdrafts) negative.
"""

from dataclasses import dataclass
from enum import StrEnum


class ColumnType(StrEnum):
    """Portable column types; `minor` is a 64-bit integer of minor currency units."""

    TEXT = "text"
    INTEGER = "integer"
    MINOR = "minor"
    RATE = "rate"  # decimal(9, 4), per cent a year or a share
    DATE = "date"
    TIMESTAMP = "timestamp"
    BOOLEAN = "boolean"


@dataclass(frozen=True)
class Column:
    """One column; a required one is never null, an absent optional one is filled with nulls."""

    name: str
    type: ColumnType
    required: bool = False
    one_of: tuple[str, ...] = ()


@dataclass(frozen=True)
class CanonicalTable:
    """One table: `key` identifies a row; an optional table may be absent from a mapping.

    `ledger` tables are append-only facts: a night brings only the rows after `:since`.
    `references` maps a column to the canonical table whose key it must be found in.
    """

    name: str
    grain: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    optional: bool = True
    ledger: bool = False
    references: tuple[tuple[str, str], ...] = ()

    def column(self, name: str) -> Column:
        """The column of that name; KeyError if the contract has none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"canonical table {self.name} has no column {name}")


def _columns(spec: str) -> tuple[Column, ...]:
    """Read `name:type[!][=a|b]` lines; `!` marks a required column."""
    columns = []
    for word in spec.split():
        name, _, kind = word.partition(":")
        kind, _, choices = kind.partition("=")
        columns.append(
            Column(
                name,
                ColumnType(kind.rstrip("!")),
                required=kind.endswith("!"),
                one_of=tuple(choices.split("|")) if choices else (),
            )
        )
    return tuple(columns)


TABLES: tuple[CanonicalTable, ...] = (
    CanonicalTable(
        "organisation_unit",
        "a unit of the bank's hierarchy: bank > region > cluster > branch",
        ("unit_id",),
        _columns(
            "unit_id:text! parent_id:text level:text!=bank|region|cluster|branch "
            "name:text! city:text"
        ),
        optional=False,
    ),
    CanonicalTable(
        "employee",
        "an employee who serves customers or heads a unit",
        ("employee_id",),
        _columns(
            "employee_id:text! name:text! role:text! reports_to:text unit_id:text! "
            "own_customer_id:text"
        ),
        optional=False,
        references=(("unit_id", "organisation_unit"),),
    ),
    CanonicalTable(
        "product",
        "a product the bank sells; kind is the word shown, family the group it is added up in",
        ("product_id",),
        _columns(
            "product_id:text! name:text! kind:text! "
            "family:text!=savings|current|term_deposit|investment|loan|card"
        ),
        optional=False,
    ),
    CanonicalTable(
        "customer",
        "a customer",
        ("customer_id",),
        _columns(
            "customer_id:text! kind:text!=person|organisation full_name:text! first_name:text "
            "last_name:text birth_date:date sex:text tax_pan:text national_id_last4:text "
            "mobile:text email:text address_line:text city:text state:text postal_code:text "
            "language:text occupation:text segment:text risk_class:text kyc_status:text "
            "kyc_due_on:date branch_id:text! onboarded_on:date! household_id:text "
            "is_staff:boolean is_vip:boolean"
        ),
        optional=False,
        references=(("branch_id", "organisation_unit"),),
    ),
    CanonicalTable(
        "account",
        "an account or facility",
        ("account_id",),
        _columns(
            "account_id:text! product_id:text! currency:text! opened_on:date! closed_on:date "
            "status:text!=open|dormant|inoperative|frozen|closed branch_id:text! "
            "interest_rate:rate credit_limit:minor instalment:minor instalment_day:integer "
            "principal:minor matures_on:date renewal:text minimum_balance:minor "
            "overdue_days:integer"
        ),
        optional=False,
        references=(("product_id", "product"), ("branch_id", "organisation_unit")),
    ),
    CanonicalTable(
        "holding",
        "a customer's part in an account; each account has exactly one owner",
        ("customer_id", "account_id", "role"),
        _columns(
            "customer_id:text! account_id:text! "
            "role:text!=owner|joint|nominee|guarantor|authorised share:rate"
        ),
        optional=False,
        references=(("customer_id", "customer"), ("account_id", "account")),
    ),
    CanonicalTable(
        "book",
        "the customers an RM serves, with the dates they were theirs",
        ("rm_id", "customer_id", "from_date"),
        _columns("rm_id:text! customer_id:text! from_date:date! to_date:date"),
        optional=False,
        references=(("rm_id", "employee"), ("customer_id", "customer")),
    ),
    CanonicalTable(
        "balance",
        "an account's closing balance on a business date; changed days suffice",
        ("account_id", "as_of"),
        _columns("account_id:text! as_of:date! closing:minor!"),
        optional=False,
        ledger=True,
        references=(("account_id", "account"),),
    ),
    CanonicalTable(
        "transaction",
        "a booking; posted_seq orders the bookings of one account and day",
        ("transaction_id",),
        _columns(
            "transaction_id:text! account_id:text! posted_on:date! posted_seq:integer! "
            "value_date:date amount:minor! balance_after:minor channel:text counterparty:text "
            "counterparty_account:text narration:text category:text"
        ),
        optional=False,
        ledger=True,
        references=(("account_id", "account"),),
    ),
    CanonicalTable(
        "card",
        "a card, by its token; the full number is never loaded",
        ("card_id",),
        _columns(
            "card_id:text! account_id:text! customer_id:text! last4:text! "
            "kind:text!=debit|credit issued_on:date credit_limit:minor used:minor"
        ),
        references=(("account_id", "account"), ("customer_id", "customer")),
    ),
    CanonicalTable(
        "standing_instruction",
        "a standing order or mandate",
        ("instruction_id",),
        _columns(
            "instruction_id:text! account_id:text! kind:text counterparty:text amount:minor! "
            "frequency:text next_on:date"
        ),
        references=(("account_id", "account"),),
    ),
    CanonicalTable(
        "relationship",
        "a tie between two customers",
        ("customer_id", "related_customer_id", "kind"),
        _columns("customer_id:text! related_customer_id:text! kind:text! since:date"),
        references=(("customer_id", "customer"), ("related_customer_id", "customer")),
    ),
    CanonicalTable(
        "service_request",
        "something a customer asked for",
        ("request_id",),
        _columns(
            "request_id:text! customer_id:text! opened_on:date! closed_on:date kind:text! "
            "channel:text status:text!=open|closed text:text"
        ),
        references=(("customer_id", "customer"),),
    ),
    CanonicalTable(
        "touchpoint",
        "a contact the source systems know of: a call, visit, complaint, campaign or review",
        ("touchpoint_id",),
        _columns(
            "touchpoint_id:text! customer_id:text! occurred_at:timestamp! "
            "kind:text!=call|visit|complaint|campaign|digital|review channel:text status:text "
            "title:text text:text employee_id:text"
        ),
        references=(("customer_id", "customer"),),
    ),
    CanonicalTable(
        "document",
        "a document held for a customer",
        ("document_id",),
        _columns(
            "document_id:text! customer_id:text! kind:text! received_on:date expires_on:date "
            "status:text"
        ),
        references=(("customer_id", "customer"),),
    ),
    CanonicalTable(
        "consent",
        "what a customer agreed to, by purpose",
        ("customer_id", "purpose", "channel"),
        _columns(
            "customer_id:text! purpose:text! channel:text! "
            "status:text!=granted|withdrawn since:date"
        ),
        references=(("customer_id", "customer"),),
    ),
    CanonicalTable(
        "manifest",
        "what the warehouse says it sent: rows and a control total by table, branch and product",
        ("table_name", "branch_id", "product_id"),
        _columns(
            "table_name:text! branch_id:text! product_id:text! "
            "row_count:integer! control_total:minor"
        ),
    ),
)

BY_NAME = {table.name: table for table in TABLES}
