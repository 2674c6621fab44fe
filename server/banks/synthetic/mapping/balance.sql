-- On the first load the changed days (row_kind 'D') and the opening row of each account ('O'); on a
-- night every open account's row ('S': as the day before). A load's files stand in one folder.
select foracid::varchar as account_id, eod_date as as_of, (clr_bal_amt * 100)::bigint as closing
from eod_balance
where business_date > :since
    and eod_date <= :as_of
    and (eod_date > :since or (row_kind = 'O' and eod_date = :since))
