select
    ticket_no as request_id,
    cif_no::varchar as customer_id,
    raised_dt as opened_on,
    resolved_dt as closed_on,
    lower(ticket_type) as kind,
    lower(source) as channel,
    case state when 'OPEN' then 'open' else 'closed' end as status,
    remarks as text
from srm_ticket
