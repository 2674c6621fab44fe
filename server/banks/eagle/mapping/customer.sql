-- A client is a customer from the day the first account that client owns or may use was opened.
-- The reviews and the mortgages of other persons (no social number of theirs is a client's) name
-- no client and are not mapped.
select
    c.client_id as customer_id,
    'person' as kind,
    concat_ws(' ', c.first, c.middle, c.last) as full_name,
    c.first as first_name,
    c.last as last_name,
    strptime(c.date, '%m/%d/%Y')::date as birth_date,
    lower(c.sex) as sex,
    c.social as tax_pan,
    right(c.social, 4) as national_id_last4,
    regexp_replace(c.phone, '[^0-9]', '', 'g') as mobile,
    c.email as email,
    concat_ws(', ', c.address_1, nullif(c.address_2, 'N/A')) as address_line,
    c.city as city,
    c.state as state,
    c.zipcode as postal_code,
    'en' as language,
    null as occupation,
    null as segment,
    null as risk_class,
    null as kyc_status,
    null::date as kyc_due_on,
    'B-' || c.district_id as branch_id,
    h.since as onboarded_on,
    null as household_id,
    false as is_staff,
    false as is_vip
from client c
join (
    select d.client_id, min(a.parseddate::date) as since
    from disposition d join acct a using (account_id)
    group by d.client_id
) h on h.client_id = c.client_id
where h.since <= :as_of
