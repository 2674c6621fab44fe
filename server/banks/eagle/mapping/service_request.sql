-- A complaint is a request until it was passed on with an answer; later answers are not known yet
-- on the business date. Client ids come without padding. Complaints from before a client became a
-- customer stay out.
select
    e.complaint_id as request_id,
    c.client_id as customer_id,
    e.received as opened_on,
    case when e.answered then e.sent end as closed_on,
    'complaint' as kind,
    lower(e.submitted_via) as channel,
    case when e.answered then 'closed' else 'open' end as status,
    concat_ws(': ', e.product, e.issue) as text
from (
    select *, strptime(date_received, '%d-%m-%Y')::date as received,
        strptime(date_sent_to_company, '%d-%m-%Y')::date as sent,
        company_response_to_consumer like 'Closed%'
            and strptime(date_sent_to_company, '%d-%m-%Y')::date <= :as_of as answered
    from crm_events
) e
join client c on c.client_id = 'C' || lpad(e.client_id, 8, '0')
join disposition d on d.client_id = c.client_id
join acct a on a.account_id = d.account_id
where e.received <= :as_of and a.parseddate::date <= e.received
