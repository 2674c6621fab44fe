-- Changed days; on the first load also the opening row of each account (row_kind 'O').
select foracid::varchar as account_id, eod_date as as_of, (clr_bal_amt * 100)::bigint as closing
from eod_balance
where eod_date <= :as_of and (eod_date > :since or (row_kind = 'O' and eod_date = :since))
