-- Who is admitted to a workspace is at once in it, for the rest of the transaction that asks: one word less to the database for each page.
create or replace function identity.enter(token bytea, workspace_slug text)
    returns table (account_id uuid, account_locale text, email text, seen_at timestamptz,
                   workspace_id uuid, slug text, workspace_name text,
                   member_id uuid, display_name text, locale text, zone text, workspace_role text)
    language plpgsql volatile security definer rows 1 set search_path = '' set plan_cache_mode = force_generic_plan
    as $$
    #variable_conflict use_column
    begin
        select a.id, a.locale, a.email, s.seen_at,
               w.workspace_id, w.slug, w.name,
               m.id, m.display_name, m.locale, m.zone, m.workspace_role
        into account_id, account_locale, email, seen_at, workspace_id, slug, workspace_name, member_id, display_name, locale, zone, workspace_role
        from identity.session s
        join identity.account a on a.id = s.account_id and a.disabled_at is null
        left join identity.workspace w on w.slug = workspace_slug
             and exists (select from identity.member x where x.workspace_id = w.workspace_id and x.account_id = a.id and x.state = 'active')
        left join identity.member m on m.workspace_id = w.workspace_id and m.account_id = a.id
        where s.token_hash = token and s.expires_at > now();
        if not found then return; end if;
        if workspace_id is not null then perform set_config('meridian.workspace', workspace_id::text, true); end if;
        return next;
    end $$;
