-- The districts are the bank's branches; region and division above them. One division lies in two
-- regions, so a cluster's key names both.
select 'EAGLE' as unit_id, null as parent_id, 'bank' as level, 'Eagle National Bank' as name, null as city
union all
select distinct 'R-' || region, 'EAGLE', 'region', region, null from district
union all
select distinct 'C-' || region || '-' || division, 'R-' || region, 'cluster', division, null from district
union all
select 'B-' || district_id, 'C-' || region || '-' || division, 'branch', city, city from district
