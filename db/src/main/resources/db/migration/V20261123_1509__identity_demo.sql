-- Whether a workspace is the demo, whose passwords everybody knows: asked before the house opens to a network.
create function identity.demo_exists() returns boolean
    language sql stable security definer set search_path = ''
    as $$ select exists (select from identity.workspace where demo) $$;
revoke all on function identity.demo_exists() from public;
grant execute on function identity.demo_exists() to meridian_app;
