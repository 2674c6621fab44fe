"""What of the hall's long tables need not stand in each row (`Narrow`, ADR 16)."""

from c360.nightly.tables import Narrow

CUSTOMER = Narrow(
    words=(
        ("kind", "sex", "segment"),
        ("risk_class", "kyc_status", "is_staff", "is_vip"),
        ("city", "state"),
        ("language",),
        ("occupation",),
    ),
    null_is={"full_name": "first_name || ' ' || last_name"},
)

HOLDING = Narrow(
    words=(
        ("product_id", "product_name", "kind", "family", "currency"),
        ("role", "status", "holders", "renewal"),
        ("interest_rate",),
        ("minimum_balance",),
    ),
    null_is={
        "closing_day_before": "closing",
        "closing_month_start": "closing",
        "in_month": "0",
        "out_month": "0",
    },
    worked_out={"is_primary": "role = 'owner'"},
)

FIGURES = Narrow(
    words=(
        ("kind", "segment"),
        ("city",),
        ("products",),
        ("month_days", "quarter_days", "history_days"),
    ),
    null_is={
        "trv_day_before": "trv",
        "casa_day_before": "casa",
        "casa_month_start": "casa",
        "term_deposits": "0",
        "term_deposits_day_before": "0",
        "term_deposits_month_start": "0",
        "investments": "0",
        "investments_day_before": "0",
        "investments_month_start": "0",
        "loans": "0",
        "loans_day_before": "0",
        "loans_month_start": "0",
        "card_used": "0",
        "in_month": "0",
        "out_month": "0",
        "in_13m": "0",
        "out_13m": "0",
        "below_minimum_by": "0",
        "service_requests_open": "0",
    },
)

HOUSEHOLD = Narrow(
    words=(("members",),),
    null_is={
        "trv_day_before": "trv",
        "trv_month_start": "trv",
        "term_deposits": "0",
        "investments": "0",
        "loans": "0",
        "card_used": "0",
        "in_month": "0",
        "out_month": "0",
        "in_13m": "0",
        "out_13m": "0",
    },
    worked_out={"trv": "casa + term_deposits + investments + loans"},
)
