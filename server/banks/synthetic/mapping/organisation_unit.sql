select
    sol_id as unit_id,
    parent_sol_id as parent_id,
    case sol_type when 'HO' then 'bank' when 'RO' then 'region' when 'CO' then 'cluster' else 'branch' end as level,
    sol_desc as name,
    sol_city as city
from sol_master
