-- Emergencies, resource requests and disputes; each brings its tables in a migration of its own.
create schema coordination;
call tenancy.admit('coordination');
