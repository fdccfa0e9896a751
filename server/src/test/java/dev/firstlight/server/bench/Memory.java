package dev.firstlight.server.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The memory of another process.
 *
 * @param live bytes on its heap after everything that is not needed has gone
 * @param resident bytes that the operating system holds for it
 */
record Memory(long live, long resident) {

    static Memory of(ProcessHandle process) throws IOException {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Process histogram = new ProcessBuilder(List.of(jcmd, Long.toString(process.pid()), "GC.class_histogram"))
                .redirectErrorStream(true)
                .start();
        List<String> lines = new String(histogram.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        // The last line: Total, instances, bytes.
        String[] total = lines.get(lines.size() - 1).trim().split("\\s+");
        for (String line : Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            if (line.startsWith("VmRSS:")) {
                long kilobytes = Long.parseLong(line.replaceAll("\\D", ""));
                return new Memory(Long.parseLong(total[2]), kilobytes * 1024);
            }
        }
        throw new IOException("no memory of " + process.pid());
    }

    Memory minus(Memory before) {
        return new Memory(live - before.live, resident - before.resident);
    }
}
