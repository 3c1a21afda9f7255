-- Who said it: the person asked, or who stands in for them.
alter table approval.step add column decided_by uuid;
update approval.step set decided_by = approver_id where decision is not null;
