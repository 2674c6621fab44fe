select rm_code as rm_id, cif_no::varchar as customer_id, assigned_from as from_date, null::date as to_date
from rm_portfolio
