-- The special meeting of a dispute is a meeting like others: with invitations, answers and reminders.
alter table coordination.dispute_meeting add column meeting_id uuid;
