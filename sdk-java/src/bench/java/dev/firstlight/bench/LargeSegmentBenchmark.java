package dev.firstlight.bench;

import dev.firstlight.core.LargeSegment;
import dev.firstlight.core.Ruleset;
import dev.firstlight.core.SegmentSpec;
import dev.firstlight.core.UnitHash;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A rule for a segment of a million keys, every time asked for another of them. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init") // JMH sets the fields
public class LargeSegmentBenchmark {

    private static final int USERS = 1 << 16;

    private Core core;
    private final Object[] users = new Object[USERS];
    private final String flag = Questions.flag(0);
    private int user;

    static LargeSegment million() {
        long[] turned = IntStream.range(0, LargeSegment.MAX_COUNT)
                .mapToLong(i -> UnitHash.number(Questions.SEGMENT, Questions.member(i)) ^ Long.MIN_VALUE)
                .sorted()
                .toArray();
        ByteBuffer bytes = ByteBuffer.allocate(turned.length * Long.BYTES);
        Arrays.stream(turned).forEach(hash -> bytes.putLong(hash ^ Long.MIN_VALUE));
        return LargeSegment.of(Questions.SEGMENT, 1, bytes.array());
    }

    @Setup
    public void setUp() {
        LargeSegment keys = million();
        SegmentSpec.Large large = new SegmentSpec.Large(1, keys.count());
        core = new Core(Ruleset.compile(Rulesets.ofLargeSegment(1, large), Map.of(Questions.SEGMENT, keys)));
        for (int i = 0; i < USERS; i++) {
            users[i] = core.user(Questions.member(i * 13), false);
            if (!core.isOn(core.evaluate(flag, users[i]))) {
                throw new IllegalStateException("a member of the large segment is not in it");
            }
        }
    }

    @Benchmark
    public Object evaluate() {
        user = (user + 1) & (USERS - 1);
        return core.evaluate(flag, users[user]);
    }
}
