package dev.firstlight.server.chaos;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A clock that can be put wrong for one process while it runs: a few lines of C before the system's library, which add what
 * a file says. It needs a compiler.
 */
final class WrongClock {

    private static final String SOURCE = """
            #define _GNU_SOURCE
            #include <dlfcn.h>
            #include <fcntl.h>
            #include <stdlib.h>
            #include <sys/mman.h>
            #include <sys/time.h>
            #include <time.h>
            #include <unistd.h>

            static volatile long *offset;
            static int (*real_gettime)(clockid_t, struct timespec *);

            __attribute__((constructor)) static void begin(void) {
                real_gettime = dlsym(RTLD_NEXT, "clock_gettime");
                const char *name = getenv("CHAOS_CLOCK");
                int file = name ? open(name, O_RDONLY) : -1;
                if (file >= 0) {
                    void *page = mmap(0, 8, PROT_READ, MAP_SHARED, file, 0);
                    offset = page == MAP_FAILED ? 0 : page;
                    close(file);
                }
            }

            int clock_gettime(clockid_t clock, struct timespec *at) {
                if (!real_gettime) real_gettime = dlsym(RTLD_NEXT, "clock_gettime");
                int result = real_gettime(clock, at);
                if (!result && offset && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) at->tv_sec += *offset;
                return result;
            }

            int gettimeofday(struct timeval *restrict at, void *restrict zone) {
                (void) zone;
                struct timespec now;
                int result = clock_gettime(CLOCK_REALTIME, &now);
                at->tv_sec = now.tv_sec;
                at->tv_usec = now.tv_nsec / 1000;
                return result;
            }

            time_t time(time_t *at) {
                struct timespec now;
                clock_gettime(CLOCK_REALTIME, &now);
                if (at) *at = now.tv_sec;
                return now.tv_sec;
            }
            """;

    private final Path library;
    private final Path file;

    private WrongClock(Path library, Path file) {
        this.library = library;
        this.file = file;
    }

    /** Whether clocks can be put wrong here. */
    static boolean canBe() {
        return Files.isExecutable(Path.of("/usr/bin/cc"))
                && System.getProperty("os.name").equals("Linux");
    }

    /** One that goes right. */
    static WrongClock make(Path directory) throws IOException, InterruptedException {
        Files.createDirectories(directory);
        Path source = directory.resolve("clock.c");
        Path library = directory.resolve("clock.so");
        Files.writeString(source, SOURCE);
        Shell.run("/usr/bin/cc", "-shared", "-fPIC", "-O1", "-o", library.toString(), source.toString(), "-ldl");
        WrongClock clock = new WrongClock(library, directory.resolve("offset"));
        Files.write(clock.file, new byte[Long.BYTES]);
        return clock;
    }

    /** What the process's environment needs. */
    Map<String, String> environment() {
        return Map.of("LD_PRELOAD", library.toString(), "CHAOS_CLOCK", file.toString());
    }

    /** Puts it ahead, or behind where it is less than nothing. */
    void ahead(long seconds) throws IOException {
        byte[] bytes = ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.nativeOrder())
                .putLong(seconds)
                .array();
        try (var channel = java.nio.channels.FileChannel.open(file, java.nio.file.StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(bytes), 0);
        }
    }
}
