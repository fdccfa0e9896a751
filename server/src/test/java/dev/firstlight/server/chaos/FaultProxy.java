package dev.firstlight.server.chaos;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A link over TCP that can be made bad without root: slow, narrow, silent one way or both, reset, half closed, cut after so
 * many bytes. What is silent passes nothing, no end of a connection either, and tells nobody; when it is well again, what
 * waited comes through, as TCP would send it again.
 */
final class FaultProxy implements AutoCloseable {

    private static final int PIECE = 16_384;
    private static final int LOOK_MS = 10;
    private static final int CONNECT_MS = 2_000;
    private static final int STACK = 128 * 1024;

    private final ServerSocket door;
    private final InetSocketAddress target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Queue<Long> connects = new ConcurrentLinkedQueue<>();

    /** What goes to the target, and what comes back. */
    final Way there = new Way();

    final Way back = new Way();
    private volatile boolean refusing;

    /** One direction. */
    static final class Way {
        private volatile boolean silent;
        private volatile long delayMs;
        private volatile long bytesPerSecond = Long.MAX_VALUE;
        private volatile long resetAfter = Long.MAX_VALUE;

        /** From now on nothing passes, or what waited and all that comes. */
        void silent(boolean now) {
            silent = now;
        }

        /** Each piece waits so long. */
        void delay(long millis) {
            delayMs = millis;
        }

        void narrow(long bytes) {
            bytesPerSecond = bytes;
        }

        /** Each connection is reset when so many bytes have passed this way since it began. */
        void resetAfter(long bytes) {
            resetAfter = bytes;
        }

        private void heal() {
            silent = false;
            delayMs = 0;
            bytesPerSecond = Long.MAX_VALUE;
            resetAfter = Long.MAX_VALUE;
        }
    }

    private FaultProxy(ServerSocket door, InetSocketAddress target) {
        this.door = door;
        this.target = target;
    }

    /** Opens one to a port of this machine. */
    static FaultProxy to(int port) throws IOException {
        InetAddress here = InetAddress.getLoopbackAddress();
        FaultProxy proxy = new FaultProxy(new ServerSocket(0, 256, here), new InetSocketAddress(here, port));
        start(proxy::accept);
        return proxy;
    }

    int port() {
        return door.getLocalPort();
    }

    /** When connections were asked for since this was last asked, by {@link System#nanoTime}. */
    List<Long> connects() {
        List<Long> taken = new ArrayList<>();
        for (Long at = connects.poll(); at != null; at = connects.poll()) {
            taken.add(at);
        }
        return taken;
    }

    /** Nothing passes either way. */
    void cut() {
        there.silent(true);
        back.silent(true);
    }

    /** Whoever connects is reset at once. */
    void refuse(boolean now) {
        refusing = now;
    }

    /** All that are open are reset: both sides are told. */
    void reset() {
        open.forEach(FaultProxy::reset);
    }

    /** The target's side of all that are open ends as if it had closed; what is asked still goes there. */
    void halfClose() {
        for (Socket socket : open) {
            if (socket.getLocalPort() == port()) {
                try {
                    socket.shutdownOutput();
                } catch (IOException e) {
                    // It is over already.
                }
            }
        }
    }

    /** All is well for what comes; what is open stays open. */
    void heal() {
        there.heal();
        back.heal();
        refusing = false;
    }

    private void accept() throws IOException {
        while (!door.isClosed()) {
            Socket near = door.accept();
            connects.add(System.nanoTime());
            if (refusing) {
                reset(near);
            } else {
                open.add(near);
                start(() -> connect(near));
            }
        }
    }

    private void connect(Socket near) throws IOException {
        Socket far = new Socket();
        try {
            awaitVoice(there);
            awaitVoice(back);
            far.connect(target, CONNECT_MS);
        } catch (IOException e) {
            // Nobody is there, and the other side is told as it would be.
            reset(near);
            open.remove(near);
            throw e;
        }
        near.setTcpNoDelay(true);
        far.setTcpNoDelay(true);
        open.add(far);
        start(() -> pass(near, far, there));
        start(() -> pass(far, near, back));
    }

    private void pass(Socket from, Socket into, Way way) throws IOException {
        long passed = 0;
        try {
            InputStream in = from.getInputStream();
            OutputStream out = into.getOutputStream();
            byte[] piece = new byte[PIECE];
            for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                hold(way, read);
                long room = way.resetAfter - passed;
                if (read > room) {
                    out.write(piece, 0, (int) Math.max(0, room));
                    throw new SocketException("cut");
                }
                out.write(piece, 0, read);
                passed += read;
            }
            awaitVoice(way);
            into.shutdownOutput();
            if (from.isOutputShutdown()) {
                over(from, into);
            }
        } catch (IOException e) {
            awaitVoice(way);
            reset(from);
            reset(into);
            over(from, into);
        }
    }

    private void over(Socket one, Socket other) throws IOException {
        open.remove(one);
        open.remove(other);
        one.close();
        other.close();
    }

    private void hold(Way way, int bytes) throws SocketException {
        awaitVoice(way);
        long wait = way.delayMs;
        if (way.bytesPerSecond < Long.MAX_VALUE) {
            wait += bytes * 1_000L / way.bytesPerSecond;
        }
        if (wait > 0) {
            sleep(wait);
            awaitVoice(way);
        }
    }

    private void awaitVoice(Way way) throws SocketException {
        while (way.silent) {
            if (door.isClosed()) {
                throw new SocketException("over");
            }
            sleep(LOOK_MS);
        }
    }

    private static void sleep(long millis) throws SocketException {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SocketException("interrupted");
        }
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            // It is over already.
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void start(Work work) {
        Thread thread = new Thread(
                null,
                () -> {
                    try {
                        work.run();
                    } catch (IOException e) {
                        // The connection is over.
                    }
                },
                "fault-proxy",
                STACK);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        door.close();
        reset();
    }
}
