package dev.firstlight.server.faults;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Triggers that note which node takes the lease and which writes each event, and when by the database's clock. They change
 * nothing that the servers see.
 */
public final class Notes {

    private static final String NOTES = """
            CREATE TABLE noted_lease (at timestamptz, node text, holder text, token bigint);
            CREATE TABLE noted_event (at timestamptz, node text, release_id text, step bigint);
            CREATE FUNCTION note_lease() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                IF TG_OP = 'INSERT' OR NEW.token <> OLD.token OR NEW.holder <> OLD.holder THEN
                    INSERT INTO noted_lease VALUES (clock_timestamp(), current_setting('application_name'),
                        NEW.holder, NEW.token);
                END IF;
                PERFORM pg_notify('look', current_setting('application_name'));
                RETURN NULL; END $$;
            CREATE FUNCTION note_event() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                INSERT INTO noted_event VALUES (clock_timestamp(), current_setting('application_name'),
                    NEW.release_id, NEW.step);
                PERFORM pg_notify('event', NEW.release_id || ' ' || NEW.kind);
                RETURN NULL; END $$;
            CREATE TRIGGER note AFTER INSERT OR UPDATE ON lease FOR EACH ROW WHEN (NEW.job = 'release')
                EXECUTE FUNCTION note_lease();
            CREATE TRIGGER note AFTER INSERT ON release_event FOR EACH ROW EXECUTE FUNCTION note_event();
            """;

    private Notes() {}

    /** From now on all is noted. */
    public static void take(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(NOTES);
        }
    }
}
