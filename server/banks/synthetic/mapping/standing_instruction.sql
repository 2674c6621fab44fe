select
    mandate_ref as instruction_id,
    debit_acct::varchar as account_id,
    lower(mandate_type) as kind,
    payee as counterparty,
    (amount * 100)::bigint as amount,
    lower(freq) as frequency,
    next_dt as next_on
from mandate
