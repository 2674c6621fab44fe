-- Checking accounts, and each loan as an account of its own. The source has no closing dates of
-- accounts. A loan is closed when its last instalment was due; its final status (A to D) is what
-- became of it later, so it says nothing on the business date, and overdue days are unknown.
select
    account_id,
    'CHECKING' as product_id,
    'USD' as currency,
    parseddate::date as opened_on,
    null::date as closed_on,
    'open' as status,
    'B-' || district_id as branch_id,
    null::decimal(9, 4) as interest_rate,
    null::bigint as credit_limit,
    null::bigint as instalment,
    null::bigint as instalment_day,
    null::bigint as principal,
    null::date as matures_on,
    null as renewal,
    null::bigint as minimum_balance,
    null::bigint as overdue_days
from acct
where parseddate::date <= :as_of
union all
select
    l.loan_id, 'LOAN-' || upper(replace(l.purpose, ' ', '_')), 'USD', l.fulldate::date,
    case when l.fulldate::date + to_months(l.duration::int) <= :as_of
        then (l.fulldate::date + to_months(l.duration::int))::date end,
    case when l.fulldate::date + to_months(l.duration::int) <= :as_of then 'closed' else 'open' end,
    'B-' || a.district_id, null, null, (l.payments::decimal(18, 2) * 100)::bigint, l.day::bigint,
    (l.amount::decimal(18, 2) * 100)::bigint,
    (l.fulldate::date + to_months(l.duration::int))::date, null, null, null
from loan l join acct a using (account_id)
where l.fulldate::date <= :as_of
