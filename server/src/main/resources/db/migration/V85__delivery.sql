-- Writers of an environment wait for each other, but not for telemetry, whose rows refer to the environment and so keep
-- its key: nobody changes that. Whatever else the function does stays as it is.
DO $$ BEGIN
    EXECUTE replace(pg_get_functiondef('keep_edits(jsonb)'::regprocedure), 'FOR UPDATE OF e', 'FOR NO KEY UPDATE OF e');
END $$;
