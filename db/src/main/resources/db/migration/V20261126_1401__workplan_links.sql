-- Edits kept from now on hold the links of a task too; those kept before would take them away when undone.
delete from workplan.plan_edit;
