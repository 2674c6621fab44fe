-- The tables of facts have a control row a day: those of the days loaded are added up
-- (on the first load with the opening balances); of the others the last row stands.
select
    case entity
        when 'sol_master' then 'organisation_unit'
        when 'staff' then 'employee'
        when 'scheme_master' then 'product'
        when 'cif_master' then 'customer'
        when 'acct_master' then 'account'
        when 'acct_cif_rel' then 'holding'
        when 'rm_portfolio' then 'book'
        when 'eod_balance' then 'balance'
        when 'tran_detail' then 'transaction'
        when 'card_master' then 'card'
        when 'mandate' then 'standing_instruction'
        when 'cif_relation' then 'relationship'
        when 'srm_ticket' then 'service_request'
        when 'crm_activity' then 'touchpoint'
        when 'kyc_document' then 'document'
        when 'consent_register' then 'consent'
    end as table_name,
    '*' as branch_id,
    '*' as product_id,
    sum(rec_count)::bigint as row_count,
    (sum(ctrl_total) * 100)::bigint as control_total
from day_end_control
where business_date <= :as_of
    and case
        when entity = 'tran_detail' then business_date > :since
        when entity = 'eod_balance' then business_date > :since
            or (business_date = :since and business_date = (select min(business_date) from day_end_control))
        else business_date = :as_of
    end
group by entity
