-- The same question as before, asked once a request: planned once a connection instead of each time.
drop function identity.enter(bytea, text);
create function identity.enter(token bytea, workspace_slug text)
    returns table (account_id uuid, account_locale text, email text, seen_at timestamptz,
                   workspace_id uuid, slug text, workspace_name text,
                   member_id uuid, display_name text, locale text, zone text, workspace_role text)
    language plpgsql stable security definer rows 1 set search_path = '' set plan_cache_mode = force_generic_plan
    as $$
    #variable_conflict use_column
    begin
        return query
        select a.id, a.locale, a.email, s.seen_at,
               w.workspace_id, w.slug, w.name,
               m.id, m.display_name, m.locale, m.zone, m.workspace_role
        from identity.session s
        join identity.account a on a.id = s.account_id and a.disabled_at is null
        left join identity.workspace w on w.slug = workspace_slug
             and exists (select from identity.member x where x.workspace_id = w.workspace_id and x.account_id = a.id and x.state = 'active')
        left join identity.member m on m.workspace_id = w.workspace_id and m.account_id = a.id
        where s.token_hash = token and s.expires_at > now();
    end $$;
revoke all on function identity.enter(bytea, text) from public;
grant execute on function identity.enter(bytea, text) to meridian_app;
