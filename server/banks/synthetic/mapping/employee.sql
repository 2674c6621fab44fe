select
    emp_code as employee_id,
    emp_name as name,
    case desig_code
        when 'RM' then 'rm'
        when 'BH' then 'branch_head'
        when 'CH' then 'cluster_head'
        when 'RH' then 'region_head'
        else 'bank_head'
    end as role,
    mgr_code as reports_to,
    sol_id as unit_id,
    null::varchar as own_customer_id -- nobody of this bank's staff banks here
from staff
