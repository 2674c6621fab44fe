-- The source names no employees. One RM a branch and one head a unit stand for them.
select
    'RM-' || district_id as employee_id, city || ' desk' as name, 'rm' as role,
    'BH-' || district_id as reports_to, 'B-' || district_id as unit_id
from district
union all
select
    'BH-' || district_id, 'Head of ' || city, 'branch_head', 'CH-' || region || '-' || division,
    'B-' || district_id
from district
union all
select distinct
    'CH-' || region || '-' || division, 'Head of ' || division, 'cluster_head', 'RH-' || region,
    'C-' || region || '-' || division
from district
union all
select distinct 'RH-' || region, 'Head of ' || region, 'region_head', null, 'R-' || region from district
