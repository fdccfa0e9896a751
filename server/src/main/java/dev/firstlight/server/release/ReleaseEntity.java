package dev.firstlight.server.release;

import dev.firstlight.server.guard.Guards;
import dev.firstlight.server.platform.Json;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
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

    Plan plan() {
        return PlanJson.read(Json.read(plan));
    }

    SplitPlan split() {
        return SplitPlanJson.read(percents);
    }

    Progress progress() {
        return new Progress(state, step, stage, stageStartedAt, confirmedAt, Duration.ofMillis(bakedMs), tickedAt);
    }

    void take(Progress progress) {
        state = progress.state();
        step = progress.step();
        stage = progress.stage();
        stageStartedAt = progress.stageStartedAt();
        confirmedAt = progress.confirmedAt();
        bakedMs = progress.baked().toMillis();
        tickedAt = progress.tickedAt();
    }

    ReleaseFacts facts() {
        return new ReleaseFacts(flag, treatment, control, plan(), split());
    }

    Guards.Watch watch() {
        Map<String, Double> margins = new LinkedHashMap<>();
        plan().guards().forEach(guard -> margins.put(guard.metric(), guard.margin()));
        return new Guards.Watch(id, project, margins, split().shares());
    }
}
