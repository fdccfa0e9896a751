-- Writers of an environment wait for each other, but not for telemetry, whose rows refer to the environment and so keep
-- its key: nobody changes that. Whatever else the function does stays as it is.
DO $$ BEGIN
    EXECUTE replace(pg_get_functiondef('keep_edits(jsonb)'::regprocedure), 'FOR UPDATE OF e', 'FOR NO KEY UPDATE OF e');
END $$;

-- When an instance came to its last revisions, the latest first: [epoch, revision, by its clock, by ours] in milliseconds.
ALTER TABLE receipt ADD COLUMN steps jsonb NOT NULL DEFAULT '[]';
