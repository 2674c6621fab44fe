-- A customer is served by the RM of the customer's district, from the first day on.
select
    'RM-' || c.district_id as rm_id, c.client_id as customer_id,
    min(a.parseddate::date) as from_date, null::date as to_date
from client c join disposition d using (client_id) join acct a using (account_id)
group by c.district_id, c.client_id
having min(a.parseddate::date) <= :as_of
