package dev.firstlight.server.otlp;

import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Counts what is pushed for whoever watches, and passes over the rest. */
@ApplicationScoped
class Pushed {

    private static final String NAMELESS =
            "Points without the resource attribute " + Points.INSTANCE + " are not counted: set it for each process.";

    private final OtlpRows rows;

    Pushed(OtlpRows rows) {
        this.rows = rows;
    }

    /** Answers once all of it is kept; what is sent again counts once. */
    Uni<ExportMetricsServiceResponse> take(long environmentId, ExportMetricsServiceRequest request) {
        return rows.watched(environmentId).flatMap(all -> {
            Set<String> names =
                    all.stream().flatMap(one -> one.names().stream()).collect(Collectors.toSet());
            Points points = Points.of(request, names);
            return Multi.createFrom()
                    .iterable(all)
                    .onItem()
                    .transformToUniAndConcatenate(one -> count(one, points))
                    .collect()
                    .asList()
                    .replaceWith(answer(points.nameless()));
        });
    }

    private Uni<Void> count(Watched watched, Points points) {
        List<List<Watched.Counted>> rounds = watched.rounds(points.all());
        if (rounds.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return rows.count(watched, rounds)
                .onFailure(TooManySeries.class)
                .recoverWithUni(e -> rows.fail(watched, String.valueOf(e.getMessage())));
    }

    private static ExportMetricsServiceResponse answer(int nameless) {
        ExportMetricsServiceResponse.Builder answer = ExportMetricsServiceResponse.newBuilder();
        if (nameless > 0) {
            answer.getPartialSuccessBuilder().setRejectedDataPoints(nameless).setErrorMessage(NAMELESS);
        }
        return answer.build();
    }
}
