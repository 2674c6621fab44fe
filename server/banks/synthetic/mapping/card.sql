select
    card_token as card_id,
    foracid::varchar as account_id,
    cif_no::varchar as customer_id,
    pan_last4 as last4,
    lower(card_type) as kind,
    issue_dt as issued_on,
    (card_limit * 100)::bigint as credit_limit,
    (used_amt * 100)::bigint as used
from card_master
