-- A customer's earlier RMs stay, with the last day on which the book was theirs.
select
    rm_code as rm_id,
    cif_no::varchar as customer_id,
    assigned_from as from_date,
    case when assigned_to <= :as_of then assigned_to end as to_date
from rm_portfolio
where valid_from <= :as_of
