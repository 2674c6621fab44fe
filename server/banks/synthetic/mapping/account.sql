-- The states of each row, with the days on which they stood.
select
    foracid::varchar as account_id,
    schm_code as product_id,
    ccy as currency,
    acct_opn_date as opened_on,
    acct_cls_date as closed_on,
    case acct_status when 'ACTIVE' then 'open' else lower(acct_status) end as status,
    sol_id as branch_id,
    int_rate::decimal(9, 4) as interest_rate,
    (sanct_lim * 100)::bigint as credit_limit,
    (emi_amt * 100)::bigint as instalment,
    emi_day as instalment_day,
    (orig_principal * 100)::bigint as principal,
    maturity_date as matures_on,
    lower(renewal_instr) as renewal,
    (min_bal * 100)::bigint as minimum_balance,
    dpd as overdue_days
from acct_master
where valid_from <= :as_of and (valid_to is null or valid_to > :as_of)
