-- Which groups there are is the application’s to say (outbox.NoticeGroup).
alter table notification.notice drop constraint notice_notice_group_check;
alter table notification.notice add constraint notice_notice_group_check check (notice_group ~ '^[a-z_]{1,20}$');
