package dev.firstlight.server.chaos;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What finds a bug: the least that has to be done and to go wrong. Without a bug it finds nothing. */
enum Scenario {
    EDITS(
            EnumSet.of(Plan.Load.REGISTERS, Plan.Load.SETS, Plan.Load.PAIRS, Plan.Load.COUNTS, Plan.Load.KEYS),
            List.of("all connections are reset, over and over"),
            6_000,
            Set.of(
                    "publish-before-commit",
                    "hint-trusted",
                    "missing-rows-ignored",
                    "if-match-ignored",
                    "acknowledged-before-commit",
                    "batch-counted-twice",
                    "revoked-streams-stay",
                    "audit-forgotten",
                    "revision-skipped",
                    "piecewise")),
    /** With nobody else at work: whoever edits at a node has it read what is there. */
    NO_HINTS(EnumSet.noneOf(Plan.Load.class), List.of("Redis drops every message"), 2_000, Set.of("no-poll")),
    NO_DATABASE(
            EnumSet.of(Plan.Load.REGISTERS, Plan.Load.SETS),
            List.of(
                    "a node and the database hear nothing of each other for longer than anybody waits",
                    "a node and the database hear nothing of each other for longer than anybody waits"),
            2_000,
            Set.of("unknown-acknowledged")),
    BEHIND(
            EnumSet.of(Plan.Load.REGISTERS, Plan.Load.PAIRS),
            List.of("a node hears nothing of the database, and streams go elsewhere"),
            2_000,
            Set.of("older-accepted")),
    HALF_OPEN(
            EnumSet.of(Plan.Load.REGISTERS),
            List.of("applications hear nothing of a node"),
            2_000,
            Set.of("half-open-unnoticed")),
    CROWD(
            EnumSet.noneOf(Plan.Load.class),
            List.of("all nodes are killed at once"),
            2_000,
            Set.of("retry-without-jitter")),
    LEADERS(
            EnumSet.of(Plan.Load.ABORTS),
            List.of("the leader is stopped", "the leader is stopped"),
            6_000,
            Set.of("everybody-leads", "version-not-checked"));

    private static final int OBSERVERS = 16;
    private static final int CROWDED = 48;

    private final Set<Plan.Load> loads;
    private final List<String> faults;
    private final int quietMs;
    private final Set<String> bugs;

    Scenario(Set<Plan.Load> loads, List<String> faults, int quietMs, Set<String> bugs) {
        this.loads = loads;
        this.faults = faults;
        this.quietMs = quietMs;
        this.bugs = bugs;
    }

    /** Those that it finds. */
    Set<String> bugs() {
        return bugs;
    }

    /** Without any bug. */
    Plan plan(long seed) {
        return new Plan("clean-" + name(), seed, loads, observers(), faults, quietMs, also());
    }

    Plan plan(long seed, String bug) {
        Set<String> in = new java.util.TreeSet<>(also());
        in.add(bug);
        return new Plan(bug, seed, loads, observers(), faults, quietMs, in);
    }

    private int observers() {
        return this == CROWD ? CROWDED : OBSERVERS;
    }

    /** What is no bug but makes room for one to show. */
    private Set<String> also() {
        return this == LEADERS ? Set.of("slow-look") : Set.of();
    }
}
