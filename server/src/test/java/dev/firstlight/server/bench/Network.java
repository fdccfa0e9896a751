package dev.firstlight.server.bench;

import dev.firstlight.server.support.Relay;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** A network of its own for one node, which can be cut: no packet passes, and nobody is told. Linux, as root. */
final class Network implements AutoCloseable {

    /** What the rest of the machine is called in it. */
    static final String OUTSIDE = "10.213.7.1";

    /** What the node is called. */
    static final String INSIDE = "10.213.7.2";

    private static final String NAME = "firstlight-bench";
    private static final String LINK = "flbench0";
    private static final String PEER = "flbench1";

    private final List<ServerSocket> doors = new ArrayList<>();

    private Network() {}

    static Network make() throws IOException, InterruptedException {
        new Network().close();
        ip("netns", "add", NAME);
        ip("link", "add", LINK, "type", "veth", "peer", "name", PEER);
        ip("link", "set", PEER, "netns", NAME);
        ip("addr", "add", OUTSIDE + "/24", "dev", LINK);
        ip("link", "set", LINK, "up");
        ip("netns", "exec", NAME, "ip", "addr", "add", INSIDE + "/24", "dev", PEER);
        ip("netns", "exec", NAME, "ip", "link", "set", PEER, "up");
        ip("netns", "exec", NAME, "ip", "link", "set", "lo", "up");
        return new Network();
    }

    /** What a process is started by to be in it. */
    static List<String> within() {
        return List.of("ip", "netns", "exec", NAME);
    }

    void cut() throws IOException, InterruptedException {
        ip("link", "set", LINK, "down");
    }

    void heal() throws IOException, InterruptedException {
        ip("link", "set", LINK, "up");
    }

    /** Makes a port of the loopback address reachable from within; gives the port there. */
    int door(int port) throws IOException {
        ServerSocket door = new ServerSocket(0, 200, InetAddress.getByName(OUTSIDE));
        doors.add(door);
        Relay.start(() -> {
            while (true) {
                Socket from = door.accept();
                Socket to = new Socket(InetAddress.getLoopbackAddress(), port);
                Relay.between(from, to);
            }
        });
        return door.getLocalPort();
    }

    private static void ip(String... arguments) throws IOException, InterruptedException {
        if (run(arguments) != 0) {
            throw new IOException("ip " + String.join(" ", arguments));
        }
    }

    private static int run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("ip"));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    /** Takes it away, also what an earlier run left. */
    @Override
    public void close() throws IOException, InterruptedException {
        for (ServerSocket door : doors) {
            door.close();
        }
        run("link", "del", LINK);
        run("netns", "del", NAME);
    }
}
