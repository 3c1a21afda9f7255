-- The walls between workspaces. Every tenant table: workspace_id first in its key, row-level security on it. The tables'
-- owner is not held by the policies (the doors through the wall are its functions); the application never is the owner.
create schema tenancy;
create schema extension;

create function tenancy.workspace() returns uuid
    language sql stable parallel safe
    as $$ select nullif(current_setting('meridian.workspace', true), '')::uuid $$;

-- Puts the wall around one table; called once for each tenant table by the migration that makes it.
create procedure tenancy.wall(tenant_table regclass)
    language plpgsql
    as $$
begin
    execute format('alter table %s enable row level security', tenant_table);
    execute format('create policy workspace on %s using (workspace_id = (select tenancy.workspace())) '
        || 'with check (workspace_id = (select tenancy.workspace()))', tenant_table);
end $$;

-- The application's rights on one schema, called before its tables are made; nothing is owned by it.
create procedure tenancy.admit(app_schema text)
    language plpgsql
    as $$
begin
    execute format('grant usage on schema %I to meridian_app', app_schema);
    execute format('alter default privileges in schema %I grant select, insert, update, delete on tables to meridian_app', app_schema);
    execute format('alter default privileges in schema %I grant usage on sequences to meridian_app', app_schema);
end $$;

do $$
begin
    if not exists (select from pg_roles where rolname = 'meridian_app') then
        create role meridian_app nologin nosuperuser nobypassrls nocreatedb nocreaterole noinherit;
    end if;
end $$;

call tenancy.admit('tenancy');
call tenancy.admit('extension');

-- Names sort as people expect: Chinese by pinyin, the rest by the Unicode rules.
create collation extension.names (provider = icu, locale = 'zh-u-co-pinyin');
