package dev.firstlight.server.relays;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A region: a network of its own, whose way home can be cut by a blackhole route. Linux, as root. */
final class Region implements AutoCloseable {

    /** Where the server is, for all regions. */
    static final String HOME = "10.213.20.1";

    private final String name;
    private final int number;

    private Region(String name, int number) {
        this.name = name;
        this.number = number;
    }

    /** Gives this machine the server's address. */
    static void openHome() throws IOException, InterruptedException {
        run("addr", "del", HOME + "/32", "dev", "lo");
        ip("addr", "add", HOME + "/32", "dev", "lo");
    }

    static void closeHome() throws IOException, InterruptedException {
        run("addr", "del", HOME + "/32", "dev", "lo");
    }

    /**
     * Makes one, also where an earlier run left it.
     *
     * @param number of no other region, below 10
     */
    static Region make(String name, int number) throws IOException, InterruptedException {
        Region region = new Region(name, number);
        region.close();
        ip("netns", "add", region.space());
        ip("link", "add", region.link(0), "type", "veth", "peer", "name", region.link(1));
        ip("link", "set", region.link(1), "netns", region.space());
        ip("addr", "add", region.address(1) + "/24", "dev", region.link(0));
        ip("link", "set", region.link(0), "up");
        // What is sent home comes from the first; what the test and the applications speak to is the second.
        region.inside("addr", "add", region.address(2) + "/24", "dev", region.link(1));
        region.inside("addr", "add", region.relay() + "/24", "dev", region.link(1));
        region.inside("link", "set", region.link(1), "up");
        region.inside("link", "set", "lo", "up");
        region.inside("route", "add", "default", "via", region.address(1), "src", region.address(2));
        return region;
    }

    String name() {
        return name;
    }

    /** The address of its relay; it can be spoken to while the way home is cut. */
    String relay() {
        return address(3);
    }

    /** What a process is started by to be in it. */
    List<String> within() {
        return List.of("ip", "netns", "exec", space());
    }

    /** Nothing that is sent from home arrives any more, and nobody is told. */
    void cut() throws IOException, InterruptedException {
        ip("route", "add", "blackhole", address(2) + "/32");
    }

    /** Nothing arrives either way; whoever sends something from the region is told at once. */
    void cutBothWays() throws IOException, InterruptedException {
        inside("route", "add", "blackhole", HOME + "/32");
        cut();
    }

    void heal() throws IOException, InterruptedException {
        run("route", "del", "blackhole", address(2) + "/32");
        run("netns", "exec", space(), "ip", "route", "del", "blackhole", HOME + "/32");
    }

    private String space() {
        return "firstlight-" + name;
    }

    private String link(int end) {
        return "fl" + name + end;
    }

    private String address(int host) {
        return "10.213.1" + number + "." + host;
    }

    private void inside(String... arguments) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of("netns", "exec", space(), "ip"));
        all.addAll(List.of(arguments));
        ip(all.toArray(String[]::new));
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
        run("route", "del", "blackhole", address(2) + "/32");
        run("link", "del", link(0));
        run("netns", "del", space());
    }
}
