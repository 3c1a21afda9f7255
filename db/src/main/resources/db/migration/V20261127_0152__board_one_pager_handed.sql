-- What was handed over for approval, figures and words, while it is decided on; approved, this is what is issued.
alter table board.one_pager add column handed jsonb;
