select
    cif_no::varchar as customer_id,
    lower(purpose) as purpose,
    lower(medium) as channel,
    lower(consent_state) as status,
    effective_dt as since
from consent_register
