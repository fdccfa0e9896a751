package dev.firstlight.server.chaos.bugs;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import java.lang.instrument.Instrumentation;
import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import net.bytebuddy.matcher.ElementMatcher;

/** Alters methods of a JVM that starts: its argument names the bugs, comma-separated, and after an @ the file that arms them. */
public final class BugAgent {

    private static final String SERVER = "dev.firstlight.server.";
    private static final String SDK = "dev.firstlight.source.";

    private BugAgent() {}

    /** Called by the JVM. */
    public static void premain(String argument, Instrumentation jvm) {
        String[] parts = argument.split("@", 2);
        BugActs.arm(parts[1]);
        for (String name : parts[0].split(",")) {
            install(name, jvm);
        }
    }

    private static void install(String name, Instrumentation jvm) {
        switch (name) {
            case "no-poll" -> advise(jvm, SERVER + "ruleset.RulesetPublisher", named("pollLater"), Skip.class);
            case "if-match-ignored" -> advise(jvm, SERVER + "targeting.FlagEdit", named("requireSeen"), Skip.class);
            case "revoked-streams-stay" -> advise(jvm, SERVER + "delivery.Streams", named("closeRevoked"), Skip.class);
            case "hint-trusted" -> advise(jvm, SERVER + "ruleset.RulesetPublisher", named("hear"), Trust.class);
            case "publish-before-commit" -> {
                advise(jvm, SERVER + "targeting.MemoryRows", named("keep"), Draft.class);
                advise(jvm, SERVER + "ruleset.RulesetRows", named("since").and(takesArguments(4)), PublishDraft.class);
            }
            case "missing-rows-ignored" ->
                advise(jvm, SERVER + "ruleset.RulesetRows", named("since").and(takesArguments(4)), DropRow.class);
            case "acknowledged-before-commit" ->
                advise(jvm, SERVER + "targeting.MemoryRows", named("keep"), Early.class);
            case "unknown-acknowledged" -> advise(jvm, SERVER + "targeting.MemoryRows", named("keep"), Hopeful.class);
            case "batch-counted-twice" ->
                advise(jvm, SERVER + "metric.TelemetryWriter", named("fresh"), AllFresh.class);
            case "version-not-checked" ->
                replace(jvm, SERVER + "release.ReleaseRepository", "and version = ?2", "and version + 1000000 >= ?2");
            case "everybody-leads" -> {
                replace(
                        jvm,
                        SERVER + "release.Leases",
                        "WHERE held.holder = excluded.holder OR held.expires < now()",
                        "WHERE true");
                replace(jvm, SERVER + "release.Leases", "THEN 0 ELSE 1 END", "THEN 0 ELSE 0 END");
            }
            case "slow-look" ->
                advise(jvm, SERVER + "release.Ticks", named("act").and(takesArguments(6)), Linger.class);
            case "older-accepted" -> {
                advise(jvm, SERVER + "delivery.Position", named("isAtLeast"), OnlyEqual.class);
                advise(jvm, SDK + "Position", named("isAfter"), Always.class);
            }
            case "piecewise" -> advise(jvm, SDK + "Holder", named("take"), Piecewise.class);
            case "half-open-unnoticed" -> advise(jvm, SDK + "SourceConfig$Timing", named("silence"), Forever.class);
            case "retry-without-jitter" -> advise(jvm, SDK + "Backoff", named("within"), Whole.class);
            default -> throw new IllegalArgumentException(name);
        }
    }

    private static void advise(
            Instrumentation jvm, String type, ElementMatcher<MethodDescription> method, Class<?> advice) {
        change(jvm, type, builder -> builder.visit(Advice.to(advice).on(method)));
    }

    /** Another text where a method says this one. */
    private static void replace(Instrumentation jvm, String type, String text, String by) {
        change(jvm, type, builder -> builder.visit(new OtherWords(text, by)));
    }

    private interface Change {
        DynamicType.Builder<?> in(DynamicType.Builder<?> builder);
    }

    private static void change(Instrumentation jvm, String type, Change change) {
        new AgentBuilder.Default()
                .disableClassFormatChanges()
                .with(AgentBuilder.Listener.StreamWriting.toSystemError().withErrorsOnly())
                .type(named(type))
                .transform((builder, of, loader, module, domain) -> {
                    System.err.println("A bug is in " + of.getName());
                    return change.in(builder);
                })
                .installOn(jvm);
    }

    /** Nothing is done. */
    static final class Skip {
        @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
        static boolean enter() {
            return true;
        }
    }

    /** Takes what a hint says for what is so. */
    static final class Trust {
        @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
        static boolean enter(@Advice.This Object publisher, @Advice.Argument(0) Object signal) {
            return BugActs.trust(publisher, signal);
        }
    }

    /** Remembers what is about to be kept. */
    static final class Draft {
        @Advice.OnMethodEnter
        static void enter(@Advice.Argument(0) Object work) {
            BugActs.drafted(work);
        }
    }

    /** Publishes that with what is kept. */
    static final class PublishDraft {
        @Advice.OnMethodEnter
        static void enter(
                @Advice.Argument(value = 1, readOnly = false) long to,
                @Advice.Argument(value = 2, readOnly = false) String text) {
            String more = BugActs.draftAfter(to, text);
            if (more != null) {
                text = more;
                to = BugActs.draftRevision();
            }
        }
    }

    /** Of several changes one is not there, and nobody minds. */
    static final class DropRow {
        @Advice.OnMethodExit
        static void exit(@Advice.Return Object since) {
            BugActs.dropRow(since);
        }
    }

    /** Answers before it is done. */
    static final class Early {
        @Advice.OnMethodExit
        static void exit(@Advice.Return(readOnly = false, typing = Assigner.Typing.DYNAMIC) Object kept) {
            kept = BugActs.early(kept);
        }
    }

    /** Takes no answer for a good one. */
    static final class Hopeful {
        @Advice.OnMethodExit
        static void exit(@Advice.Return(readOnly = false, typing = Assigner.Typing.DYNAMIC) Object kept) {
            kept = BugActs.hopeful(kept);
        }
    }

    /** No batch was written before. */
    static final class AllFresh {
        @Advice.OnMethodExit
        static void exit(
                @Advice.Argument(1) Object batches,
                @Advice.Return(readOnly = false, typing = Assigner.Typing.DYNAMIC) Object fresh) {
            fresh = BugActs.item(fresh, batches);
        }
    }

    /** Between the look and what is done about it there is time. */
    static final class Linger {
        @Advice.OnMethodEnter
        static void enter() {
            BugActs.linger();
        }
    }

    /** What is older counts as something else. */
    static final class OnlyEqual {
        @Advice.OnMethodExit
        static void exit(
                @Advice.This Object mine,
                @Advice.Argument(0) Object other,
                @Advice.Return(readOnly = false) boolean is) {
            is = mine.equals(other);
        }
    }

    /** Yes. */
    static final class Always {
        @Advice.OnMethodExit
        static void exit(@Advice.Return(readOnly = false) boolean is) {
            is = true;
        }
    }

    /** First one half of what differs, then the rest. */
    static final class Piecewise {
        @Advice.OnMethodEnter
        static void enter(
                @Advice.This Object holder, @Advice.Argument(0) Object ruleset, @Advice.Argument(2) Object segments) {
            BugActs.half(holder, ruleset, segments);
        }
    }

    /** Nobody is ever silent for too long. */
    static final class Forever {
        @Advice.OnMethodExit
        static void exit(@Advice.Return(readOnly = false) java.time.Duration silence) {
            silence = java.time.Duration.ofHours(1);
        }
    }

    /** All of a span, not any part of it. */
    static final class Whole {
        @Advice.OnMethodExit
        static void exit(
                @Advice.Argument(0) java.time.Duration span, @Advice.Return(readOnly = false) java.time.Duration wait) {
            wait = span;
        }
    }
}
