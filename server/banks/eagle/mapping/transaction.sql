-- See balance.sql for the ledger's dates, account numbers and the order of a day's bookings.
-- A booking has no id: account, day and place in that order make one, the same every night.
with recursive booking as (
    select
        'A' || right(account_id, 8) as account_id,
        (date::date + interval 20 year)::date as posted_on,
        case type when 'credit' then amount::bigint else -amount::bigint end as signed,
        balance::bigint as balance,
        type, operation, k_symbol, bank, account,
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
ordered as (
    -- Account numbers at other banks are written like 66487163.0, and 0.0 where there is none.
    select b.*, list_position(chain.way.places, b.place) as posted_seq,
        nullif(split_part(b.account, '.', 1), '0') as other_account
    from booking b join chain on chain.account_id = b.account_id and chain.posted_on = b.posted_on
    where b.posted_on > :since
)
select
    account_id || '-' || strftime(posted_on, '%Y%m%d') || '-' || lpad(posted_seq::text, 2, '0')
        as transaction_id,
    account_id,
    posted_on,
    posted_seq,
    posted_on as value_date,
    signed * 100 as amount,
    balance * 100 as balance_after,
    case
        when operation = 'credit_card_withdrawal' then 'card'
        when operation in ('withdraw_cash', 'deposit') and k_symbol is null then 'cash'
        when operation in ('transer_to_another_bank', 'collection_from_another_bank') then 'transfer'
        else 'internal'
    end as channel,
    'Bank ' || coalesce(bank || ' ', '') || other_account as counterparty,
    other_account as counterparty_account,
    case operation
        when 'deposit' then 'Deposit'
        when 'collection_from_another_bank' then 'Collection from another bank'
        when 'interest_pmt' then 'Interest'
        when 'credit_card_withdrawal' then 'Card withdrawal'
        when 'transer_to_another_bank' then 'Transfer to another bank'
        else 'Withdrawal'
    end || case k_symbol
        when 'pension' then ', pension'
        when 'insurrance_pmt' then ', insurance'
        when 'loan_pmt' then ', loan payment'
        when 'household' then ', household'
        when 'service' then ', statement fee'
        when 'interest_for_negetive_balance' then ', interest on a negative balance'
        else ''
    end as narration,
    case
        when k_symbol = 'pension' then 'pension'
        when k_symbol = 'interest_pmt' then 'interest'
        when k_symbol = 'insurrance_pmt' then 'insurance'
        when k_symbol = 'loan_pmt' then 'emi'
        when k_symbol = 'household' then 'utilities'
        when k_symbol in ('service', 'interest_for_negetive_balance') then 'fees'
        when operation in ('withdraw_cash', 'credit_card_withdrawal') then 'cash'
        else 'other'
    end as category
from ordered
