-- A load's files stand in one folder (business_date), so that a night reads only its own.
select
    'S' || tran_id as transaction_id,
    foracid::varchar as account_id,
    tran_date as posted_on,
    part_tran_srl_num as posted_seq,
    value_date,
    (case part_tran_type when 'D' then -tran_amt else tran_amt end * 100)::bigint as amount,
    (run_bal * 100)::bigint as balance_after,
    case dlvry_channel
        when 'UPI' then 'upi'
        when 'NFT' then 'neft'
        when 'RTG' then 'rtgs'
        when 'IMP' then 'imps'
        when 'CSH' then 'cash'
        when 'CHQ' then 'cheque'
        when 'ACH' then 'nach'
        when 'POS' then 'card'
        else 'internal'
    end as channel,
    contra_name as counterparty,
    contra_acct as counterparty_account,
    tran_particular as narration,
    lower(purpose_cd) as category
from tran_detail
where business_date > :since and tran_date > :since and tran_date <= :as_of
