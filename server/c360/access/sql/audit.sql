create table app.audit_batch (
    sequence bigint primary key,
    previous text not null,
    root text not null,
    hash text not null unique,
    first_id text not null,
    last_id text not null,
    count integer not null check (count > 0),
    sealed_at timestamptz not null
);
create table app.audit (
    at timestamptz not null,
    sequence bigint not null,
    position integer not null,
    kind text not null,
    username text not null,
    customer_id text,
    request_id text not null,
    record text not null,
    primary key (at, sequence, position)
) partition by range (at);
create index audit_by_customer on app.audit (customer_id, at desc) where customer_id is not null;
create index audit_by_user on app.audit (username, at desc);

-- Append-only, for the owner too: only dropping a month's partition removes anything.
create function app.refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'the audit is append-only';
end $$;
create trigger append_only before update or delete or truncate on app.audit_batch
    for each statement execute function app.refuse_change();
create trigger append_only before update or delete or truncate on app.audit
    for each statement execute function app.refuse_change();
revoke insert, update, delete, truncate on app.audit, app.audit_batch from c360_web;

-- Revocations and attempts are added to, never removed, by the web.
revoke delete on app.sign_in_attempt, app.session_revocation from c360_web;
