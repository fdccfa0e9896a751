package dev.firstlight.server.release;

import dev.firstlight.server.guard.Watch;
import dev.firstlight.server.plan.Plan;
import dev.firstlight.server.plan.PlanJson;
import dev.firstlight.server.plan.SplitPlan;
import dev.firstlight.server.plan.SplitPlanJson;
import dev.firstlight.server.platform.Json;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A release as it is kept. Written by {@link ReleaseRepository} in SQL, where a version and a lease can be asked for. */
@Entity
@Table(name = "release")
class ReleaseEntity {
    @Id
    String id;

    String project;

    @Column(name = "environment_id")
    long environmentId;

    String environment;
    String flag;
    String name;
    String treatment;
    String control;
    String plan;
    String percents;

    @Enumerated(EnumType.STRING)
    State state;

    @Enumerated(EnumType.STRING)
    @Nullable
    Step step;

    int stage;
    long version;

    @Nullable
    Long revision;

    String sentence;

    @Column(name = "stage_started_at")
    Instant stageStartedAt;

    @Column(name = "confirmed_at")
    @Nullable
    Instant confirmedAt;

    @Column(name = "baked_ms")
    long bakedMs;

    @Column(name = "ticked_at")
    Instant tickedAt;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "started_at")
    @Nullable
    Instant startedAt;

    @Column(name = "ended_at")
    @Nullable
    Instant endedAt;

    @Column(name = "acknowledged_at")
    @Nullable
    Instant acknowledgedAt;

    @Column(name = "started_by")
    String startedBy;

    /** Who made it, as the audit knows people; may not approve it. */
    String author;

    @Column(name = "start_at")
    @Nullable
    Instant startAt;

    @Column(name = "start_on")
    @Nullable
    String startOn;

    @Column(name = "no_data_since")
    @Nullable
    Instant noDataSince;

    @Column(name = "out_regions")
    String outRegions;

    Plan plan() {
        return PlanJson.read(Json.read(plan));
    }

    /** The deployment that it follows; null for none. */
    @Nullable
    StartOn startOn() {
        return startOn == null ? null : Json.read(startOn, StartOn.class);
    }

    /** What each stage gives to each region, as it was laid out at the beginning. */
    SplitPlan split() {
        return SplitPlanJson.read(percents);
    }

    /** The same without the regions in which it was taken back. */
    SplitPlan standing() {
        return split().without(out());
    }

    Set<String> out() {
        return Set.of(Json.read(outRegions, String[].class));
    }

    Progress progress() {
        return new Progress(
                state,
                step,
                stage,
                stageStartedAt,
                confirmedAt,
                Duration.ofMillis(bakedMs),
                tickedAt,
                noDataSince,
                out());
    }

    void take(Progress progress) {
        state = progress.state();
        step = progress.step();
        stage = progress.stage();
        stageStartedAt = progress.stageStartedAt();
        confirmedAt = progress.confirmedAt();
        bakedMs = progress.baked().toMillis();
        tickedAt = progress.tickedAt();
        noDataSince = progress.noDataSince();
        outRegions = Json.write(new TreeSet<>(progress.out()));
    }

    ReleaseFacts facts() {
        return new ReleaseFacts(flag, treatment, control, plan(), split(), startOn());
    }

    Watch watch() {
        return watch(standing(), out());
    }

    /** What is watched in one region, as if it had been taken back in all others. */
    Watch watch(String region) {
        Set<String> others = new TreeSet<>();
        split().percents().forEach(stage -> others.addAll(stage.keySet()));
        others.remove(region);
        return watch(split().without(others), others);
    }

    private Watch watch(SplitPlan where, Set<String> left) {
        return new Watch(
                id,
                project,
                plan().guards().stream()
                        .map(one -> new Watch.Watched(one.metric(), one.margin(), one.role(), one.scopes()))
                        .toList(),
                where.shares(),
                left,
                startedAt == null ? Set.of() : Set.copyOf(split().at(stage).keySet()),
                startedAt == null ? createdAt : startedAt);
    }
}
