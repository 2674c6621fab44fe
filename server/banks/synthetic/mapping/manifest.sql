-- The facts have control rows for each load, by branch and product: those of the days loaded are
-- added up. Of the other tables the rows of the business day stand.
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
    coalesce(sol_id, '*') as branch_id,
    coalesce(schm_code, '*') as product_id,
    sum(rec_count)::bigint as row_count,
    (sum(ctrl_total) * 100)::bigint as control_total
from day_end_control
where business_date <= :as_of
    and (business_date = :as_of or (entity in ('tran_detail', 'eod_balance') and business_date > :since))
group by entity, sol_id, schm_code
