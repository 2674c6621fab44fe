select cif_no::varchar as customer_id, rel_cif_no::varchar as related_customer_id, lower(rel_code) as kind, since_dt as since
from cif_relation
