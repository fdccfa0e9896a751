package dev.firstlight.server.admin;

import dev.firstlight.server.audit.Anchor;
import dev.firstlight.server.audit.AuditVerification;
import dev.firstlight.server.audit.Verdict;
import dev.firstlight.server.platform.DatabaseAddress;
import dev.firstlight.server.platform.DatabaseLauncher;
import dev.firstlight.server.platform.Failure;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "verify-audit",
        mixinStandardHelpOptions = true,
        description = "Says of each project whether its audit is as it was written; exits with 1 where one is not.")
final class VerifyAuditCommand extends AdminCommand {

    private static final String PROJECTS =
            "SELECT key FROM project UNION SELECT project FROM audit_head UNION SELECT project FROM audit ORDER BY 1";

    @Option(names = "--project", description = "only this one")
    @Nullable
    String project;

    @Option(
            names = "--anchor",
            paramLabel = "SEQ:HASH",
            description = "where the project's audit stood at some time; shows also what was cut off or written anew"
                    + " since")
    @Nullable
    String anchor;

    VerifyAuditCommand() {
        super(DatabaseLauncher::join);
    }

    @Override
    int run(DatabaseAddress database, PrintWriter out) throws SQLException {
        if (anchor != null && project == null) {
            throw Failure.malformed("/project", "An anchor is one project's; name it by --project.");
        }
        Anchor kept = anchor == null ? null : Anchor.parse(anchor);
        List<String> projects = project == null ? projects(database) : List.of(project);
        Map<String, Verdict> verdicts = AuditVerification.of(database, projects, kept);
        verdicts.forEach((name, verdict) -> out.println(
                verdict.ok()
                        ? name + ": all " + verdict.rows() + " rows are as they were written; anchor " + verdict.rows()
                                + ":" + verdict.head()
                        : name + ": broken at row " + verdict.brokenAt() + ". " + verdict.problem()));
        return verdicts.values().stream().allMatch(Verdict::ok) ? DONE : NO;
    }

    private static List<String> projects(DatabaseAddress database) throws SQLException {
        try (Connection connection = database.connect()) {
            return new Catalog(connection).column(PROJECTS);
        }
    }
}
