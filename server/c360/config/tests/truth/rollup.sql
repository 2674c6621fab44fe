-- Every level of the bank by plain SQL over the warehouse's own rows; amounts in minor units.
-- sample.py makes the views, sets the variable as_of and puts in the lists in braces.
with recursive day as (
    select
        getvariable('as_of')::date as today,
        date_trunc('month', today)::date as month_first,
        date_trunc('year', today)::date as year_first,
        (month_first - interval 12 month)::date as window_first
),
account as (
    select
        foracid, g.schm_group as family, acct_status = 'CLOSED' as is_closed, acct_opn_date,
        case when is_closed then least(coalesce(acct_cls_date, today), today) end as closed_from,
        min_bal, maturity_date, renewal_instr, rel.cif_no
    from acct_master
    join scheme_master as g using (schm_code)
    join (select foracid, cif_no from acct_cif_rel, day
          where rel_type = 'SOW' and valid_from <= today and (valid_to is null or valid_to > today)
    ) as rel using (foracid), day
    where valid_from <= today and (valid_to is null or valid_to > today)
),
closing as (
    select
        foracid,
        arg_max(clr_bal_amt, eod_date) as now,
        arg_max(clr_bal_amt, eod_date) filter (eod_date < today) as day_before,
        arg_max(clr_bal_amt, eod_date) filter (eod_date < month_first) as month_start,
        arg_max(clr_bal_amt, eod_date) filter (eod_date < year_first) as year_start
    from eod_balance, day where eod_date <= today group by foracid
),
month_row as (
    select foracid, eod_date as begins, clr_bal_amt as amount from eod_balance, day
    where eod_date between month_first and today
    union all
    select foracid, month_first - 1, coalesce(month_start, 0) from closing, day
),
month_sum as (
    select foracid, sum(amount * greatest(ends - greatest(begins, month_first), 0)) as day_sum
    from (
        select
            foracid, amount, begins, month_first,
            least(lead(begins, 1, today + 1) over (partition by foracid order by begins),
                  coalesce(closed_from, today + 1)) as ends
        from month_row join account using (foracid), day
    )
    group by foracid
),
moved as (
    select
        foracid,
        sum(case when counts and credit and tran_date >= month_first then tran_amt end) as in_month,
        sum(case when counts and not credit and tran_date >= month_first then tran_amt end)
            as out_month,
        sum(case when counts and credit and tran_date >= window_first then tran_amt end) as in_13m,
        sum(case when counts and not credit and tran_date >= window_first then tran_amt end)
            as out_13m,
        bool_or(purpose = 'EMI_BOUNCE' and tran_date >= month_first) as bounced,
        max(tran_date) filter (purpose not in ('INTEREST', 'FEES')) as active_on
    from (
        select *, part_tran_type <> 'D' as credit, coalesce(purpose_cd, '') as purpose,
            purpose not in ('OWN_TRANSFER', 'TD_OPEN', 'TD_MATURITY') as counts
        from tran_detail
    ), day
    where tran_date <= today group by foracid
),
stood as (
    select
        account.*, m.day_sum, moved.* exclude (foracid),
        family in ('savings', 'current') as is_casa,
        case when closed_from <= today then 0 else coalesce(now, 0) end as now,
        case when closed_from < today then 0 else coalesce(day_before, 0) end as day_before,
        case when closed_from < month_first then 0 else coalesce(month_start, 0) end as month_start,
        case when closed_from < year_first then 0 else coalesce(year_start, 0) end as year_start
    from account
    left join closing using (foracid)
    left join month_sum as m using (foracid)
    left join moved using (foracid), day
),
side as (
    select
        *,
        case when is_casa then 'casa' when family = 'term_deposit' then 'term_deposits'
            when family = 'investment' then 'investments' when family = 'loan' then 'loans'
            else 'cards' end as part,
        case when part in ('loans', 'cards') then -1 else 1 end as sign
    from stood
),
held as (
    select
        cif_no,
{held}
        sum(day_sum) filter (is_casa) as casa_month_day_sum,
        -sum(now) filter (part = 'cards') as card_used,
        sum(in_month) filter (is_casa) as in_month, sum(out_month) filter (is_casa) as out_month,
        sum(in_13m) filter (is_casa) as in_13m, sum(out_13m) filter (is_casa) as out_13m,
        sum(greatest(min_bal - now, 0)) filter (is_casa and not is_closed) as below_minimum_by,
        bool_or(bounced) as bounced,
        max(active_on) as active_on,
        min(acct_opn_date) filter (is_casa and not is_closed) as casa_since,
        min(maturity_date) filter (part = 'term_deposits' and not is_closed
            and maturity_date >= today) as matures_on,
        sum(now) filter (is_due) as maturing,
        sum(now) filter (is_due and renews) as renewing,
        coalesce(bool_or(is_due and not renews and maturity_date <= today + 30), false) as leaves
    from (
        select
            side.*,
            part = 'term_deposits' and not is_closed
                and maturity_date between today and today + 90 as is_due,
            coalesce(renewal_instr, 'NONE') not in ('', 'NONE', 'NO_INSTRUCTION', 'PAY_OUT')
                as renews
        from side, day
    ), day group by cif_no
),
spoken as (
    select cif_no, max(activity_ts::date) as spoken_on from crm_activity, day
    where activity_type in ('call', 'visit', 'review') and activity_ts::date <= today
    group by cif_no
),
served as (
    select cif_no, arg_max(rm_code, assigned_from) as rm_code from rm_portfolio, day
    where greatest(assigned_from, valid_from) <= today and coalesce(assigned_to, today) >= today
    group by cif_no
),
ticket as (
    select cif_no, count(*) as requests from srm_ticket, day
    where state = 'OPEN' and raised_dt <= today group by cif_no
),
client as (
    select
        rm_code, rel_start_dt = today as is_new, coalesce(family_id, cif_no::varchar) as family,
        coalesce(staff_flag = 'Y', false) as is_staff, coalesce(vip_flag = 'Y', false) as is_vip,
        rekyc_due_dt as kyc, requests, spoken_on, held.* exclude (cif_no),
        trv - trv_day_before as change, greatest(400000, trv_day_before) as large
    from served
    join cif_master using (cif_no)
    left join held using (cif_no)
    left join spoken using (cif_no)
    left join ticket using (cif_no), day
    where valid_from <= today and (valid_to is null or valid_to > today)
),
asking as (
    select
        client.*,
        coalesce(change * 4 <= -large, false) as outflow,
        coalesce(change * 4 >= large, false) as inflow,
        coalesce(matures_on <= today + 30, false) as td_due,
        coalesce(kyc <= today + 90, false) as kyc_due,
        coalesce(below_minimum_by > 0, false) as below_minimum,
        coalesce(bounced, false) as emi_bounce,
        coalesce(casa_since <= today - 365, false)
            and coalesce(active_on <= today - 365, true) as dormant,
        coalesce(casa >= 1000000 and casa * 100 >= trv * 60, false) as idle_cash
    from client, day
),
combination as (select unnest([0, 1, 2, 3]) as bands),
book as (
    select
        rm_code,
        bands,
{summed}
        sum(requests)::bigint as service_requests_open,
        count(*) as customers,
        count(*) filter (is_new) as onboarded_today,
        count(distinct family) as families,
        (sum(greatest(casa - casa_day_before, 0)) * 100)::bigint as moved_in,
        (sum(greatest(casa_day_before - casa, 0)) * 100)::bigint as moved_out,
        (sum(casa) filter (dormant) * 100)::bigint as dormant_casa,
        count(*) filter (kyc <= today + 30) as kyc_30,
        count(*) filter (kyc <= today + 60) as kyc_60,
        count(*) filter (kyc <= today + 90) as kyc_90,
        count(*) filter (outflow) as flag_outflow,
        count(*) filter (inflow) as flag_inflow,
        count(*) filter (td_due) as flag_td_due,
        count(*) filter (kyc_due) as flag_kyc_due,
        count(*) filter (below_minimum) as flag_below_minimum,
        count(*) filter (emi_bounce) as flag_emi_bounce,
        count(*) filter (dormant) as flag_dormant,
        count(*) filter (idle_cash) as flag_idle_cash,
        count(*) filter (kyc < today) as kyc_overdue,
        count(*) filter (spoken_on >= today - 90) as contacted,
        (sum(maturing) * 100)::bigint as maturing,
        (sum(renewing) * 100)::bigint as renewing,
        (sum(trv) filter (outflow or dormant or leaves) * 100)::bigint as at_risk
    from asking, day, combination
    where (not is_staff or bands in (1, 3)) and (not is_vip or bands in (2, 3))
    group by rm_code, bands
),
place as (
    select emp_code, sol_id as unit from staff where desig_code = 'RM'
    union all
    select emp_code, parent_sol_id from place join sol_master on sol_id = unit
    where parent_sol_id is not null
)
select unit as unit_id, combination.bands, {added} from place cross join combination
left join book on rm_code = emp_code and book.bands = combination.bands
group by unit, combination.bands
union all
select emp_code, combination.bands, {added} from staff cross join combination
left join book on rm_code = emp_code and book.bands = combination.bands
where desig_code = 'RM' group by emp_code, combination.bands
