-- An import's titles go into the index by the hundreds instead of one pair at a time, which took most of its time; what waits for it
-- stays small enough for a search to read it along.
alter index workplan.task_pairs set (fastupdate = on, gin_pending_list_limit = 256);
