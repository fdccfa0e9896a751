package dev.firstlight.server.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** The processor's time that processes have taken, in microseconds; the operating system counts it in hundredths of a second. */
final class Cpu {

    private static final double MICROS_A_TICK = 10_000;

    private Cpu() {}

    /** Of one process. */
    static double of(ProcessHandle process) {
        return process.info().totalCpuDuration().map(Duration::toNanos).orElseThrow() / 1e3;
    }

    /** Of PostgreSQL over the data in a directory: its postmaster, all that it has started, and what of these has ended. */
    static double ofPostgres(Path home) throws IOException {
        Path pid = home.resolve("postgres").resolve("postmaster.pid");
        ProcessHandle postmaster = ProcessHandle.of(
                        Long.parseLong(Files.readAllLines(pid).get(0).trim()))
                .orElseThrow();
        double sum = 0;
        for (ProcessHandle one :
                Stream.concat(Stream.of(postmaster), postmaster.descendants()).toList()) {
            sum += ticks(one.pid()) * MICROS_A_TICK;
        }
        return sum;
    }

    private static long ticks(long pid) throws IOException {
        Path stat = Path.of("/proc", Long.toString(pid), "stat");
        if (!Files.exists(stat)) {
            return 0;
        }
        String line = Files.readString(stat);
        // After the name, which may hold anything: the state is field 3, so utime, stime, cutime, cstime are 11 to 14
        // from here.
        List<String> fields = List.of(line.substring(line.lastIndexOf(')') + 2).split(" "));
        return fields.subList(11, 15).stream().mapToLong(Long::parseLong).sum();
    }
}
