-- Global: tries at a door that did not (yet) succeed, so that guessing is slowed down by all nodes together.
create table identity.attempt (
    id      uuid primary key,
    door    text not null check (door in ('signin', 'reset', 'setup', 'link')),
    name    text not null check (length(name) <= 254),
    address text not null check (length(address) <= 64),
    at      timestamptz not null
);
create index attempt_name on identity.attempt (door, name, at);
create index attempt_address on identity.attempt (door, address, at);
create index attempt_at on identity.attempt (at);

create index secret_link_member on identity.secret_link (member_id);
create index secret_link_account on identity.secret_link (account_id);
