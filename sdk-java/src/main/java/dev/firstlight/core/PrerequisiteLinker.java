package dev.firstlight.core;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Gives flags direct references to their prerequisites, and finds those that go round in a circle. */
final class PrerequisiteLinker {

    private final Map<String, CompiledFlag> flags;
    private final long revision;
    private final Limits limits;
    private final List<Problem> problems;

    PrerequisiteLinker(Map<String, CompiledFlag> flags, long revision, Limits limits, List<Problem> problems) {
        this.flags = flags;
        this.revision = revision;
        this.limits = limits;
        this.problems = problems;
    }

    void link() {
        Map<String, Set<String>> named = new LinkedHashMap<>();
        flags.forEach((key, flag) -> {
            Set<String> keys = new LinkedHashSet<>();
            if (flag.spec != null) {
                flag.spec.prerequisites().forEach(prerequisite -> keys.add(prerequisite.flag()));
            }
            named.put(key, keys);
        });
        References references = References.of(named);
        for (String key : references.order()) {
            CompiledFlag flag = flags.get(key);
            if (flag != null && flag.spec != null) {
                link(flag, flag.spec.prerequisites());
            }
            if (flag != null) {
                flag.settle();
            }
        }
        for (String key : references.cyclic().keySet()) {
            CompiledFlag flag = flags.get(key);
            if (flag != null) {
                String detail =
                        "Prerequisites lead round in a circle (" + references.cycleFrom(key) + "); remove one of them.";
                refuse(flag, ErrorCode.GENERAL, detail);
                flag.settle();
            }
        }
    }

    private void link(CompiledFlag flag, List<Prerequisite> prerequisites) {
        Evaluation off = flag.off;
        if (off == null) {
            return; // nothing to serve, so it is broken and never gets as far as its prerequisites
        }
        long steps = flag.steps;
        flag.prerequisites = new CompiledFlag.CompiledPrerequisite[prerequisites.size()];
        for (int i = 0; i < prerequisites.size(); i++) {
            Prerequisite spec = prerequisites.get(i);
            CompiledFlag other = flags.get(spec.flag());
            Metadata metadata = new Metadata(revision, null, Metadata.NO_BUCKET, spec.flag(), null);
            Evaluation unmet = off.with(metadata);
            flag.prerequisites[i] = new CompiledFlag.CompiledPrerequisite(spec.flag(), other, spec, unmet);
            if (other != null) {
                steps += other.steps;
                flag.depth = Math.max(flag.depth, other.depth + 1);
            }
        }
        flag.steps = (int) Math.min(steps, Integer.MAX_VALUE / 2);
        if (flag.steps > limits.steps() || flag.depth > limits.depth()) {
            refuse(
                    flag,
                    ErrorCode.PARSE_ERROR,
                    "An evaluation takes more than " + limits.steps() + " steps or its prerequisites lie more than "
                            + limits.depth() + " deep; make the flag simpler.");
        }
    }

    private void refuse(CompiledFlag flag, ErrorCode code, String detail) {
        flag.breakWith(code, detail, revision);
        problems.add(new Problem(Problem.at("/flags", flag.key) + "/prerequisites", detail));
    }
}
