-- A disposition's User may use the account and does not own it. The account's owner owns its loan.
select d.client_id as customer_id, d.account_id as account_id,
    case d.type when 'Owner' then 'owner' else 'authorised' end as role,
    null::decimal(9, 4) as share
from disposition d join acct a using (account_id)
where a.parseddate::date <= :as_of
union all
select d.client_id, l.loan_id, 'owner', null
from loan l join disposition d using (account_id)
where d.type = 'Owner' and l.fulldate::date <= :as_of
