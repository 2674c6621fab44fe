select 'CHECKING' as product_id, 'Checking account' as name, 'Checking' as kind, 'current' as family
union all
select distinct
    'LOAN-' || upper(replace(purpose, ' ', '_')),
    upper(purpose[1]) || replace(purpose[2:], '_', ' ') || ' loan',
    upper(purpose[1]) || replace(purpose[2:], '_', ' ') || ' loan',
    'loan'
from loan
