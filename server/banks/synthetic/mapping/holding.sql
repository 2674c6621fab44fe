-- The states of each row, with the days on which they stood.
select
    cif_no::varchar as customer_id,
    foracid::varchar as account_id,
    case rel_type when 'SOW' then 'owner' when 'JOF' then 'joint' when 'NOM' then 'nominee' else 'guarantor' end as role,
    share_pct::decimal(9, 4) as share
from acct_cif_rel
where valid_from <= :as_of and (valid_to is null or valid_to > :as_of)
