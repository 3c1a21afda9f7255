-- The workspaces in which files wait for their text to be read, for the background work that goes through them.
create function index.waiting() returns setof uuid
    language sql stable security definer set search_path = ''
    as $$ select distinct workspace_id from index.content where state = 'waiting' $$;
revoke all on function index.waiting() from public;
grant execute on function index.waiting() to meridian_app;
