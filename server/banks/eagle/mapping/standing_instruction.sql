-- Standing orders carry no dates; one is shown from its account's opening on.
select
    o.order_id as instruction_id,
    o.account_id as account_id,
    coalesce(nullif(trim(o.k_symbol), ''), 'Transfer') as kind,
    'Bank ' || o.bank_to || ' ' || o.account_to as counterparty,
    (o.amount::decimal(18, 2) * 100)::bigint as amount,
    'monthly' as frequency,
    null::date as next_on
from "order" o join acct a using (account_id)
where a.parseddate::date <= :as_of
