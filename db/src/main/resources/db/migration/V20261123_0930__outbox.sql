create schema outbox;
call tenancy.admit('outbox');

-- Global: letters on their way out, written in the transaction that causes them.
create table outbox.mail (
    id         uuid primary key,
    recipient  text not null,
    subject    text not null,
    body       text not null,
    created_at timestamptz not null default now(),
    due_at     timestamptz not null default now(),
    attempts   int not null default 0,
    sent_at    timestamptz,
    failure    text
);
create index mail_due on outbox.mail (due_at) where sent_at is null;
