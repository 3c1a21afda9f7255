-- A number that is voided goes to the void ones at once, with why and by whom, and the document gets its next one. voided_at: since when
-- what was issued counts no more; until the next issue.
do $$
declare
    one  record;
    next int;
begin
    for one in
        select d.*, exists (select from document.revision r where r.workspace_id = d.workspace_id and r.document_id = d.id) as issued
        from document.document d where d.voided_at is not null order by d.number
    loop
        insert into document.voided_number (workspace_id, document_id, number, issue, reason, voided_by, voided_at)
        values (one.workspace_id, one.id, one.number, case when one.issued then one.issue else 0 end, one.void_reason, one.voided_by, one.voided_at);
        insert into document.serial (workspace_id, project_id, kind, year, last)
        values (one.workspace_id, one.project_id, one.kind, extract(year from now()), 1)
        on conflict (workspace_id, project_id, kind, year) do update set last = serial.last + 1
        returning serial.last into next;
        update document.document
        set number = regexp_replace(one.number, '-\d{4}-([^-]+)-\d{3,}$', '-' || extract(year from now()) || '-\1-' || lpad(next::text, greatest(3, length(next::text)), '0'))
        where workspace_id = one.workspace_id and id = one.id;
        if not one.issued then
            update document.document set voided_at = null, voided_by = null, void_reason = '' where workspace_id = one.workspace_id and id = one.id;
        end if;
    end loop;
end
$$;

alter table document.document
    drop column voided_by,
    drop column void_reason;

-- What is kept as it stands is V1.0 from the first; a list that is confirmed, once all of it is.
update document.document
set issue = 1, draft = 0
where issue = 0 and kind in ('action_register', 'meeting_register', 'decision_register', 'indicator_register', 'emergency_register', 'dispute_register', 'acceptance_register', 'quality_register', 'risk_register', 'emergency_record', 'open_points');

update document.document d
set issue = 1, draft = 0
where issue = 0
  and (kind = 'settlement' and exists (select from closing.closing c where c.workspace_id = d.workspace_id and c.project_id = d.project_id and c.settled_at is not null)
    or kind = 'handover_list'
       and exists (select from closing.handover_item i where i.workspace_id = d.workspace_id and i.project_id = d.project_id and i.removed_at is null)
       and not exists (select from closing.handover_item i where i.workspace_id = d.workspace_id and i.project_id = d.project_id and i.removed_at is null and (i.given_at is null or i.received_at is null or i.witnessed_at is null)));
