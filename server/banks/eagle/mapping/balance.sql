-- The ledger stands 20 years before the other files and pads account numbers with two more zeros.
-- Rows of one day are in no order, and every amount and balance is rounded to a whole dollar. A
-- day's closing balance is the balance, among that day's, nearest to the closing before plus the
-- day's bookings: exactly there, but for that rounding.
-- A loan's balance is not in the source: from the day it was granted it is what is left to pay
-- after each instalment that was due (amount and instalments carry no interest).
with recursive booking as (
    select
        'A' || right(account_id, 8) as account_id,
        (date::date + interval 20 year)::date as posted_on,
        case type when 'credit' then amount::bigint else -amount::bigint end as signed,
        balance::bigint as balance
    from ledger
    where date::date + interval 20 year <= :as_of
),
day as (
    select
        account_id, posted_on, sum(signed)::bigint as net, list(balance order by balance) as balances,
        row_number() over (partition by account_id order by posted_on) as number
    from booking
    group by account_id, posted_on
),
chain as (
    select account_id, number, posted_on,
        list_min([{'off': abs(b - net), 'balance': b} for b in balances]).balance as closing
    from day
    where number = 1
    union all
    select day.account_id, day.number, day.posted_on,
        list_min(
            [{'off': abs(b - chain.closing - day.net), 'balance': b} for b in day.balances]
        ).balance
    from chain join day on day.account_id = chain.account_id and day.number = chain.number + 1
),
instalment as (
    select loan_id, amount::decimal(18, 2) as amount, payments::decimal(18, 2) as payments,
        unnest(range(0, duration::bigint + 1)) as month, fulldate::date as granted_on
    from loan
    where fulldate::date <= :as_of
)
select account_id, posted_on as as_of, closing * 100 as closing
from chain
where posted_on > :since
union all
select loan_id, (granted_on + to_months(month::int))::date,
    -(greatest(amount - payments * month, 0) * 100)::bigint
from instalment
where (granted_on + to_months(month::int))::date > :since
    and (granted_on + to_months(month::int))::date <= :as_of
