-- The commitment letter 协同承诺书 of each party: its exact text, the SHA-256 of that text’s UTF-8, and which versions of charter,
-- responsibility table and resource list it names. Written once: another text is another letter, and what was signed before is void with
-- the letter that it was signed on.
create table launch.letter (
    workspace_id         uuid not null default tenancy.workspace(),
    id                   uuid not null,
    project_id           uuid not null,
    party_id             uuid not null,
    number               text not null,
    issue                int not null,
    language             text not null check (language in ('zh-CN', 'en')),
    text                 text not null,
    sha256               bytea not null check (length(sha256) = 32),
    charter_issue        int not null,
    responsibility_issue int not null,
    resource_issue       int not null,
    prepared_by          uuid not null,
    prepared_at          timestamptz not null,
    replaced_at          timestamptz,
    primary key (workspace_id, id),
    foreign key (workspace_id, project_id) references project.project,
    foreign key (workspace_id, party_id) references project.party
);
create unique index letter_current on launch.letter (workspace_id, project_id, party_id) where replaced_at is null;
create index letter_party on launch.letter (workspace_id, party_id, prepared_at desc);
call tenancy.wall('launch.letter');

-- What all letters of a project say beside what is theirs, and in which language they are.
create table launch.letter_terms (
    workspace_id uuid not null default tenancy.workspace(),
    project_id   uuid not null,
    language     text not null check (language in ('zh-CN', 'en')),
    clause       text not null default '' check (length(clause) <= 4000),
    version      int not null default 0,
    primary key (workspace_id, project_id),
    foreign key (workspace_id, project_id) references project.project
);
call tenancy.wall('launch.letter_terms');

-- A signature: given here (provider: by which proof of who they are; reference: what that proof is known by elsewhere), or on paper,
-- which counts once a second person has looked at the scan. signer_name is written as it was.
create table launch.signature (
    workspace_id uuid not null default tenancy.workspace(),
    id           uuid not null,
    letter_id    uuid not null,
    provider     text not null check (length(provider) between 1 and 40),
    reference    text not null default '' check (length(reference) <= 200),
    signer_name  text not null check (length(signer_name) between 1 and 100),
    signed_by    uuid not null,
    signed_at    timestamptz not null,
    address      text not null default '' check (length(address) <= 64),
    sha256       bytea not null check (length(sha256) = 32),
    checked_by   uuid,
    checked_at   timestamptz,
    refusal      text check (length(refusal) between 1 and 1000),
    check ((checked_by is null) = (checked_at is null)),
    check (checked_by is null or checked_by <> signed_by),
    check (refusal is null or checked_at is not null),
    check (provider = 'paper' or checked_at is null),
    primary key (workspace_id, id),
    foreign key (workspace_id, letter_id) references launch.letter
);
create unique index signature_standing on launch.signature (workspace_id, letter_id) where refusal is null;
call tenancy.wall('launch.signature');
