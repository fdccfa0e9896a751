package dev.firstlight.server.admin;

import java.util.List;

/** The commands of this room, for the command line to take in. */
public final class AdminCommands {

    private AdminCommands() {}

    /** Each anew. */
    public static List<Object> all() {
        return List.of(
                new MigrateCommand(),
                new VerifyAuditCommand(),
                new ResetAdminCommand(),
                new BackupCommand(),
                new RestoreCommand(),
                new ReEncryptCommand(),
                new PruneCommand());
    }
}
