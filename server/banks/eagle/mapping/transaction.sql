-- See balance.sql for the ledger's dates, account numbers and closing balances.
-- A booking has no id and the rows of one day no order. They are put in the order in which each
-- balance follows from the one before: of all orders that end at the day's closing, the one with
-- the least rounding left. The id is account, day and place in that order, the same every night.
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
        ) - 1 as place
    from ledger
    where date::date + interval 20 year <= :as_of
),
day as (
    select
        account_id, posted_on, sum(signed)::bigint as net, list(balance order by balance) as balances,
        count(*) as bookings,
        row_number() over (partition by account_id order by posted_on) as number
    from booking
    group by account_id, posted_on
),
chain as (
    select account_id, number, posted_on, 0::bigint as opening,
        list_min([{'off': abs(b - net), 'balance': b} for b in balances]).balance as closing
    from day
    where number = 1
    union all
    select day.account_id, day.number, day.posted_on, chain.closing,
        list_min(
            [{'off': abs(b - chain.closing - day.net), 'balance': b} for b in day.balances]
        ).balance
    from chain join day on day.account_id = chain.account_id and day.number = chain.number + 1
),
path as (
    select account_id, posted_on, opening as last_balance, [] ::bigint[] as places, 0::bigint as off
    from chain
    where posted_on > :since
    union all
    select b.account_id, b.posted_on, b.balance, list_append(path.places, b.place),
        path.off + abs(b.balance - b.signed - path.last_balance)
    from path join booking b on b.account_id = path.account_id and b.posted_on = path.posted_on
    where not list_contains(path.places, b.place)
),
best as (
    select path.account_id, path.posted_on,
        arg_min(path.places, {'off': path.off, 'places': path.places}) as places
    from path
    join day on day.account_id = path.account_id and day.posted_on = path.posted_on
    join chain on chain.account_id = path.account_id and chain.posted_on = path.posted_on
    where len(path.places) = day.bookings and path.last_balance = chain.closing
    group by path.account_id, path.posted_on
),
ordered as (
    select b.*, list_position(best.places, b.place) as posted_seq
    from booking b join best on best.account_id = b.account_id and best.posted_on = b.posted_on
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
    case when nullif(account, '0') is not null
        then 'Bank ' || coalesce(bank || ' ', '') || account end as counterparty,
    nullif(account, '0') as counterparty_account,
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
