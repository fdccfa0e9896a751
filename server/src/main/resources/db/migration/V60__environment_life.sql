-- What an environment asks of edits; the version counts changes of that, its freezes included, and of its name.
ALTER TABLE environment ADD COLUMN protected boolean NOT NULL DEFAULT false;
ALTER TABLE environment ADD COLUMN require_comments boolean NOT NULL DEFAULT false;
ALTER TABLE environment ADD COLUMN version bigint NOT NULL DEFAULT 1;

-- A project or an environment goes with all that is in it; whether it may go is asked before.
DO $$
DECLARE
    c record;
BEGIN
    FOR c IN SELECT conname, conrelid::regclass AS owner, pg_get_constraintdef(oid) AS definition FROM pg_constraint
        WHERE contype = 'f' AND confdeltype = 'a' AND confrelid IN
            ('project'::regclass, 'environment'::regclass, 'release'::regclass, 'measured'::regclass)
    LOOP
        EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I, ADD CONSTRAINT %I %s ON DELETE CASCADE',
            c.owner, c.conname, c.conname, c.definition);
    END LOOP;
END
$$;
