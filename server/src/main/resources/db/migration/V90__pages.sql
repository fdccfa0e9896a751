-- Lists come in pages; each begins in its index where the page before ended.
CREATE INDEX environment_of_project ON environment (project, id);
CREATE INDEX sdk_key_of ON sdk_key (environment_id, id);
DROP INDEX environment_freeze_of;
CREATE INDEX environment_freeze_of ON environment_freeze (environment_id, id);
DROP INDEX schedule_environment;
CREATE INDEX schedule_environment ON schedule (environment_id, at, id);
