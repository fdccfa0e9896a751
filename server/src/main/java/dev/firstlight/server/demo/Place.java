package dev.firstlight.server.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.file.Path;

/**
 * Where the demo runs.
 *
 * @param app the packaged server, {@code …/quarkus-app}
 * @param sdkJs the built SDK for Node.js, its entry
 * @param directory for data and logs of this run
 */
record Place(Path app, Path sdkJs, Path directory) {

    /** From two arguments: the module's build directory and the project's root. */
    static Place of(String[] args) {
        if (args.length != 2) {
            throw new IllegalArgumentException("give the server's build directory and the project's root");
        }
        Path build = Path.of(args[0]).toAbsolutePath();
        return new Place(
                build.resolve("quarkus-app"),
                Path.of(args[1]).toAbsolutePath().resolve("sdk-js/dist/node.js"),
                build.resolve("demo").resolve(Long.toString(System.currentTimeMillis(), 36)));
    }

    /** Refuses to be reached from elsewhere: the demo's doors are open wider than a server's should be. */
    static void requireLoopback(String host) throws UnknownHostException {
        if (!InetAddress.getByName(host).isLoopbackAddress()) {
            throw new IllegalArgumentException("The demo binds to this machine only, not to \"" + host
                    + "\"; unset QUARKUS_HTTP_HOST. To be reached from elsewhere, run the server itself.");
        }
    }

    /** The port where it is free, else another one. */
    static int freePort(int wanted) throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(loopback, wanted));
            return wanted;
        } catch (IOException e) {
            try (ServerSocket socket = new ServerSocket(0, 1, loopback)) {
                return socket.getLocalPort();
            }
        }
    }

    String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
