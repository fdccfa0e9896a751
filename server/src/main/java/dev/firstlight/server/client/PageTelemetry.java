package dev.firstlight.server.client;

import dev.firstlight.core.Assignment;
import dev.firstlight.core.Context;
import dev.firstlight.core.FlagSpec;
import dev.firstlight.core.ReleaseSpec;
import dev.firstlight.core.Ruleset;
import dev.firstlight.core.UnitHash;
import dev.firstlight.server.metric.Arm;
import dev.firstlight.server.metric.PageReports;
import dev.firstlight.server.metric.Usages;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds out which releases a page's report concerns. Anybody has a client key, so only flags that browsers may see are
 * believed.
 */
@ApplicationScoped
class PageTelemetry {
    private final PageReports reports;

    PageTelemetry(PageReports reports) {
        this.reports = reports;
    }

    Uni<Void> keep(long environmentId, Ruleset ruleset, Context context, PageReport report) {
        List<Usages.Reported> seen = report.evaluations().stream()
                .filter(one -> isVisible(ruleset.flag(one.flag())))
                .toList();
        List<PageReports.Part> exposed = new ArrayList<>();
        List<PageReports.PartSaid> said = new ArrayList<>();
        for (String key : ruleset.releasedFlags()) {
            FlagSpec flag = ruleset.flag(key);
            Assignment assignment = isVisible(flag) ? Assignment.of(ruleset, key, context) : null;
            if (flag == null || flag.release() == null || assignment == null) {
                continue;
            }
            PageReports.Part part = part(assignment);
            List<PageReports.Said> its = report.said().stream()
                    .filter(one -> flag.release().metrics().contains(one.metric()))
                    .toList();
            its.forEach(one -> said.add(new PageReports.PartSaid(part, one)));
            if (!its.isEmpty() || saw(seen, key, served(flag.release(), assignment))) {
                exposed.add(part);
            }
        }
        return seen.isEmpty() && exposed.isEmpty()
                ? Uni.createFrom().voidItem()
                : reports.keep(environmentId, report.instance(), report.seq(), seen, exposed, said);
    }

    private static boolean isVisible(@org.jspecify.annotations.Nullable FlagSpec flag) {
        return flag != null && flag.clientVisible();
    }

    /** A page that saw something else saw it before or after the release's stage moved. */
    private static boolean saw(List<Usages.Reported> seen, String flag, String variant) {
        return seen.stream()
                .anyMatch(one -> one.flag().equals(flag) && one.variant().equals(variant));
    }

    private static String served(ReleaseSpec release, Assignment assignment) {
        return assignment.arm() == Assignment.Arm.TREATMENT ? release.treatment() : release.control();
    }

    private static PageReports.Part part(Assignment assignment) {
        return new PageReports.Part(
                assignment.release(),
                assignment.stage(),
                assignment.region(),
                assignment.arm() == Assignment.Arm.TREATMENT ? Arm.TREATMENT : Arm.CONTROL,
                UnitHash.number(assignment.release(), assignment.unit()));
    }
}
