-- The ledger stands 20 years before the other files and pads account numbers with two more zeros.
-- Rows of one day are in no order, and every amount and balance is rounded to a whole dollar. Of
-- all ways to order a day (7 rows at most) the one counts in which each balance follows from the
-- one before, from the last closing on, with the smallest gaps; it ends at the day's closing.
-- A loan's balance is not in the source: from the day it was granted it is what is left to pay
-- after each instalment that was due (amount and instalments carry no interest).
with recursive booking as (
    select
        'A' || right(account_id, 8) as account_id,
        (date::date + interval 20 year)::date as posted_on,
        case type when 'credit' then amount::bigint else -amount::bigint end as signed,
        balance::bigint as balance,
        row_number() over (
            partition by account_id, date
            order by balance::bigint, amount::bigint, type, operation, k_symbol, bank, account
        ) - 1 as place,
        count(*) over (partition by account_id, date) as bookings
    from ledger
    where date::date + interval 20 year <= :as_of
),
path as (
    select account_id, posted_on, bookings, balance - signed as opening, balance as closing,
        [place] as places, 0::bigint as gap
    from booking
    union all
    select b.account_id, b.posted_on, b.bookings, path.opening, b.balance,
        list_append(path.places, b.place), path.gap + abs(b.balance - b.signed - path.closing)
    from path join booking b on b.account_id = path.account_id and b.posted_on = path.posted_on
    where not list_contains(path.places, b.place)
),
day as (
    select account_id, posted_on,
        list({'gap': gap, 'opening': opening, 'closing': closing, 'places': places}) as ways,
        row_number() over (partition by account_id order by posted_on) as number
    from path
    where len(places) = bookings
    group by account_id, posted_on
),
chain as (
    select account_id, number, posted_on,
        list_min([{'gap': w.gap + abs(w.opening), 'closing': w.closing, 'places': w.places}
            for w in ways]) as way
    from day
    where number = 1
    union all
    select day.account_id, day.number, day.posted_on,
        list_min([{'gap': w.gap + abs(w.opening - chain.way.closing), 'closing': w.closing,
            'places': w.places} for w in day.ways])
    from chain join day on day.account_id = chain.account_id and day.number = chain.number + 1
),
instalment as (
    select loan_id, amount::decimal(18, 2) as amount, payments::decimal(18, 2) as payments,
        unnest(range(0, duration::bigint + 1)) as month, fulldate::date as granted_on
    from loan
    where fulldate::date <= :as_of
)
select account_id, posted_on as as_of, way.closing * 100 as closing
from chain
where posted_on > :since
union all
select loan_id, (granted_on + to_months(month::int))::date,
    -(greatest(amount - payments * month, 0) * 100)::bigint
from instalment
where (granted_on + to_months(month::int))::date > :since
    and (granted_on + to_months(month::int))::date <= :as_of
