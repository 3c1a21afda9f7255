-- A letter may bring an invitation: iCalendar text and what it asks for (REQUEST, CANCEL).
alter table outbox.mail
    add column calendar        text,
    add column calendar_method text check (calendar_method in ('REQUEST', 'CANCEL')),
    add check ((calendar is null) = (calendar_method is null));
