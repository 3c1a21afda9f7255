-- Global: what is on its way to one receiver by one channel. No content: that stays where it belongs and is read when it leaves.
create table outbox.delivery (
    id           uuid primary key,
    channel      text not null,
    workspace_id uuid,
    what_id      uuid not null,
    target_id    uuid,
    urgent       boolean not null default false,
    due_at       timestamptz not null,
    attempts     int not null default 0,
    leaving_at   timestamptz,
    failure      text check (length(failure) <= 300),
    given_up_at  timestamptz,
    unique nulls not distinct (channel, what_id, target_id)
);
create index delivery_due on outbox.delivery (channel, urgent, due_at) where given_up_at is null;
create index delivery_given_up on outbox.delivery (workspace_id, given_up_at desc) where given_up_at is not null;

-- Letters keep their text only; when they leave is the delivery's.
insert into outbox.delivery (id, channel, what_id, due_at, attempts, failure)
    select id, 'letter', id, due_at, attempts, left(failure, 300) from outbox.mail where sent_at is null;
drop index outbox.mail_due;
alter table outbox.mail drop column due_at, drop column attempts, drop column failure;
create index mail_old on outbox.mail (created_at);
