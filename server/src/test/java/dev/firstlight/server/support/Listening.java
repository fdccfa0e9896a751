package dev.firstlight.server.support;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Where a process and what it started listen, as Linux says it.
 *
 * @param port of TCP
 * @param everywhere whether other machines reach it
 */
public record Listening(int port, boolean everywhere) implements Comparable<Listening> {

    private static final String LISTEN = "0A";

    /** All of a process and its descendants. */
    public static Set<Listening> of(ProcessHandle process) throws IOException {
        Set<Listening> all = new TreeSet<>();
        List<ProcessHandle> family =
                Stream.concat(Stream.of(process), process.descendants()).toList();
        for (ProcessHandle each : family) {
            Path proc = Path.of("/proc", Long.toString(each.pid()));
            Set<String> sockets = sockets(proc.resolve("fd"));
            for (String table : List.of("tcp", "tcp6")) {
                for (String line : Files.readAllLines(proc.resolve("net").resolve(table))) {
                    String[] columns = line.strip().split("\\s+");
                    if (columns.length > 9 && columns[3].equals(LISTEN) && sockets.contains(columns[9])) {
                        all.add(read(columns[1]));
                    }
                }
            }
        }
        return all;
    }

    /** All on a port, whosever they are. */
    public static Set<Listening> at(int port) throws IOException {
        Set<Listening> all = new TreeSet<>();
        for (String table : List.of("tcp", "tcp6")) {
            for (String line : Files.readAllLines(Path.of("/proc/net", table))) {
                String[] columns = line.strip().split("\\s+");
                if (columns.length > 9 && columns[3].equals(LISTEN)) {
                    all.add(read(columns[1]));
                }
            }
        }
        all.removeIf(one -> one.port() != port);
        return all;
    }

    private static Set<String> sockets(Path descriptors) throws IOException {
        Set<String> inodes = new HashSet<>();
        try (Stream<Path> all = Files.list(descriptors)) {
            for (Path each : all.toList()) {
                try {
                    String target = Files.readSymbolicLink(each).toString();
                    if (target.startsWith("socket:[")) {
                        inodes.add(target.substring(8, target.length() - 1));
                    }
                } catch (IOException closed) {
                    // It was closed while we looked.
                }
            }
        }
        return inodes;
    }

    /** {@code 0100007F:1F90}: the address in words of four bytes, each the wrong way round, and the port. */
    private static Listening read(String text) throws IOException {
        String[] parts = text.split(":", 2);
        byte[] address = new byte[parts[0].length() / 2];
        for (int i = 0; i < address.length; i++) {
            int at = (i / 4 * 4 + 3 - i % 4) * 2;
            address[i] = (byte) Integer.parseInt(parts[0].substring(at, at + 2), 16);
        }
        InetAddress bound = InetAddress.getByAddress(address);
        return new Listening(Integer.parseInt(parts[1], 16), !bound.isLoopbackAddress());
    }

    @Override
    public int compareTo(Listening other) {
        return port != other.port ? Integer.compare(port, other.port) : Boolean.compare(everywhere, other.everywhere);
    }
}
