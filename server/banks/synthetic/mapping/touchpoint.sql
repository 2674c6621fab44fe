select
    activity_id as touchpoint_id,
    cif_no::varchar as customer_id,
    activity_ts at time zone 'UTC' as occurred_at,
    activity_type as kind,
    lower(medium) as channel,
    lower(outcome) as status,
    subject as title,
    notes as text,
    done_by as employee_id
from crm_activity
