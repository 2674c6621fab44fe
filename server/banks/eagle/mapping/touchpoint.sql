-- Complaints are known by their day only and stand at noon of it. A call's times are the call
-- centre's, New York; a call names its client, or only the phone, or neither: those of no customer
-- stay out, and so do contacts from before a client became a customer.
with customer as (
    select c.client_id, regexp_replace(c.phone, '[^0-9]', '', 'g') as phone,
        min(a.parseddate::date) as since
    from client c join disposition d using (client_id) join acct a using (account_id)
    group by all
),
call as (
    select *, date_received::date as received, try_cast(rand_client as double)::bigint as client,
        coalesce(try_cast(ser_start as timestamp)::time, time '12:00') as started,
        row_number() over (partition by complaint_id order by date_received, call_id, ser_start)
            as number
    from call_center_logs
    where date_received::date <= :as_of
)
select
    e.complaint_id as touchpoint_id,
    c.client_id as customer_id,
    timezone('America/New_York', strptime(e.date_received, '%d-%m-%Y') + interval 12 hour)
        as occurred_at,
    'complaint' as kind,
    lower(e.submitted_via) as channel,
    e.company_response_to_consumer as status,
    concat_ws(', ', e.product, e.sub_product) as title,
    e.issue as text,
    null as employee_id
from crm_events e join customer c on c.client_id = 'C' || lpad(e.client_id, 8, '0')
where strptime(e.date_received, '%d-%m-%Y')::date between c.since and :as_of
union all
select
    'CALL-' || l.complaint_id || '-' || l.number,
    c.client_id,
    timezone('America/New_York', l.received + l.started),
    'call', 'phone', lower(l.outcome), 'Call to the call centre',
    'Handled in ' || coalesce(try_cast(l.service_seconds as double)::bigint::text, '?') || ' seconds',
    null
from call l join customer c
    on c.client_id = 'C' || lpad(l.client::text, 8, '0')
    or (l.client is null and c.phone = l.phonefinal)
where l.received >= c.since
