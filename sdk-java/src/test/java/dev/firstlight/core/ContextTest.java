package dev.firstlight.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ContextTest {

    @Test
    void readsWhatApplicationsPutIntoIt() {
        Context context = Context.of("alice")
                .with("int", 1)
                .with("long", 2L)
                .with("float", 1.5f)
                .with("text", new StringBuilder("x"))
                .with("enum", Reason.SPLIT)
                .with("instant", Instant.EPOCH)
                .with("list", List.of(1, "a"))
                .with("array", new int[] {1, 2})
                .with("map", Map.of("n", 1));
        assertThat(context.asMap())
                .containsEntry("int", 1.0)
                .containsEntry("long", 2.0)
                .containsEntry("float", 1.5)
                .containsEntry("text", "x")
                .containsEntry("enum", "SPLIT")
                .containsEntry("instant", "1970-01-01T00:00:00Z")
                .containsEntry("list", List.of(1.0, "a"))
                .containsEntry("array", List.of(1.0, 2.0))
                .containsEntry("map", Map.of("n", 1.0));
        assertThat(context.attribute("map.n")).isEqualTo(1.0);
    }

    @Test
    void laysOneContextOverAnother() {
        Context base = Context.of("base").region("nz").with("plan", "free");
        Context merged = Context.of("alice").with("plan", null).over(base);
        assertThat(merged.targetingKey()).isEqualTo("alice");
        assertThat(merged.region()).isEqualTo("nz");
        assertThat(merged.attribute("plan")).isNull();
        assertThat(base.attribute("plan")).isEqualTo("free");
    }

    @Test
    void mergesOnceOverTheSameBase() {
        Context base = Context.empty().region("nz");
        Context call = Context.of("alice");
        assertThat(call.over(base)).isSameAs(call.over(base));
        assertThat(call.over(Context.empty().region("au")).region()).isEqualTo("au");
    }

    @Test
    void endsWhereAListHoldsItself() {
        List<Object> list = new ArrayList<>();
        list.add(list);
        assertThat(Context.empty().with("list", list).attribute("list")).isInstanceOf(List.class);
    }
}
