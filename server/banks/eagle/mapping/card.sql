-- The source has no card numbers; the last four digits of the card's key stand in for them.
select
    k.card_id as card_id, d.account_id as account_id, d.client_id as customer_id,
    right(k.card_id, 4) as last4, 'credit' as kind, k.fulldate::date as issued_on,
    null::bigint as credit_limit, null::bigint as used
from card k join disposition d using (disp_id) join acct a using (account_id)
where k.fulldate::date <= :as_of and a.parseddate::date <= :as_of
