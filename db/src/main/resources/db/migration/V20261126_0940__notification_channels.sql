-- What waits for somebody's next digest.
alter table notification.notice add column gathered boolean not null default false;
create index notice_gathered on notification.notice (workspace_id, member_id, id) where gathered;
drop index notification.notice_unread;
create index notice_unread on notification.notice (workspace_id, member_id, id desc) where read_at is null;
create index notice_subject on notification.notice (workspace_id, subject_id, member_id);

-- What somebody chose; without a row, what everybody begins with. Kept are the groups that a channel does not carry, so that a new one is heard of.
create table notification.preference (
    workspace_id uuid not null default tenancy.workspace(),
    member_id    uuid not null,
    email_off    text[] not null,
    push_off     text[] not null,
    chat_off     text[] not null,
    quiet_from   time,
    quiet_until  time,
    digest       text not null check (digest in ('none', 'daily', 'weekly')),
    version      int not null default 0,
    check ((quiet_from is null) = (quiet_until is null)),
    primary key (workspace_id, member_id)
);
call tenancy.wall('notification.preference');

-- What somebody follows, or wants to hear no more of.
create table notification.following (
    workspace_id uuid not null default tenancy.workspace(),
    subject_id   uuid not null,
    member_id    uuid not null,
    subject_kind text not null,
    project_id   uuid,
    title        text not null check (length(title) <= 400),
    address      text not null,
    muted        boolean not null,
    since        timestamptz not null,
    primary key (workspace_id, subject_id, member_id)
);
create index following_member on notification.following (workspace_id, member_id, since desc);
call tenancy.wall('notification.following');

-- Global: a browser that asked to be told by push; it belongs to the account that is signed in there, in whatever workspace.
create table notification.push_subscription (
    id         uuid primary key,
    account_id uuid not null references identity.account on delete cascade,
    endpoint   text not null check (length(endpoint) <= 2000),
    p256dh     bytea not null check (length(p256dh) = 65),
    auth       bytea not null check (length(auth) = 16),
    agent      text not null default '' check (length(agent) <= 300),
    made_at    timestamptz not null,
    reached_at timestamptz
);
create unique index push_subscription_endpoint on notification.push_subscription (endpoint collate "C");
create index push_subscription_account on notification.push_subscription (account_id);

-- Global: the keys this house signs with, made when first needed.
create table notification.house_key (
    name        text primary key check (name in ('vapid', 'unsubscribe')),
    public_key  bytea,
    private_key bytea not null,
    made_at     timestamptz not null
);

-- Addresses outside that are told of what happens here.
create table notification.webhook (
    workspace_id  uuid not null default tenancy.workspace(),
    id            uuid not null,
    name          text not null check (length(name) between 1 and 80),
    address       text not null check (length(address) <= 2000),
    secret        bytea not null,
    notice_groups text[] not null,
    active        boolean not null default true,
    made_by       uuid not null,
    made_at       timestamptz not null,
    version       int not null default 0,
    primary key (workspace_id, id)
);
call tenancy.wall('notification.webhook');

create table notification.webhook_message (
    workspace_id uuid not null default tenancy.workspace(),
    id           uuid not null,
    webhook_id   uuid not null,
    cause        text not null check (length(cause) <= 200),
    kind         text not null,
    body         text not null,
    told_at      timestamptz not null,
    state        text not null default 'waiting' check (state in ('waiting', 'delivered', 'failed')),
    attempts     int not null default 0,
    answer       int,
    failure      text not null default '' check (length(failure) <= 300),
    tried_at     timestamptz,
    primary key (workspace_id, id),
    foreign key (workspace_id, webhook_id) references notification.webhook on delete cascade
);
create unique index webhook_message_once on notification.webhook_message (workspace_id, webhook_id, cause);
create index webhook_message_list on notification.webhook_message (workspace_id, webhook_id, id desc);
create index webhook_message_old on notification.webhook_message (workspace_id, told_at);
call tenancy.wall('notification.webhook_message');
