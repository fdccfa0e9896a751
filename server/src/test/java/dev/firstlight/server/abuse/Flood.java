package dev.firstlight.server.abuse;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Many connections that are opened, say the beginning of something, and then a little at a time. */
final class Flood implements AutoCloseable {

    private static final long PAUSE_MS = 500;
    private static final String ELSEWHERE = "127.0.0.2";

    private final InetSocketAddress address;
    private final List<SocketChannel> channels = new ArrayList<>();
    private final ByteBuffer scrap = ByteBuffer.allocateDirect(1 << 16);
    private int refused;

    Flood(Target target) {
        this.address = new InetSocketAddress(target.host(), target.port());
    }

    /** Opens so many. */
    void open(int count, String beginning) throws IOException {
        byte[] bytes = beginning.getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i < count; i++) {
            SocketChannel channel = connect();
            channel.configureBlocking(false);
            channels.add(channel);
            write(channel, bytes);
        }
    }

    /** From an address that is nobody else's, where the machine has one: what one address may have under way is limited. */
    private SocketChannel connect() throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            channel.bind(new InetSocketAddress(ELSEWHERE, 0));
        } catch (IOException noSuchAddressHere) {
            // Then all come from one.
        }
        channel.connect(address);
        return channel;
    }

    /** Goes on on each of them until the time is over; those that the server closed are not opened again. */
    void dripUntil(long end, String drop) throws IOException, InterruptedException {
        byte[] bytes = drop.getBytes(StandardCharsets.ISO_8859_1);
        while (System.nanoTime() < end) {
            for (SocketChannel channel : channels) {
                write(channel, bytes);
            }
            Thread.sleep(PAUSE_MS);
        }
    }

    private void write(SocketChannel channel, byte[] bytes) {
        try {
            if (channel.isOpen() && bytes.length > 0) {
                channel.write(ByteBuffer.wrap(bytes));
                scrap.clear();
                if (channel.read(scrap) < 0) {
                    close(channel);
                }
            }
        } catch (IOException closedByServer) {
            close(channel);
        }
    }

    private void close(SocketChannel channel) {
        refused++;
        try {
            channel.close();
        } catch (IOException gone) {
            // Gone is what it should be.
        }
    }

    /** How many the server has closed. */
    int refused() {
        return refused;
    }

    @Override
    public void close() throws IOException {
        for (SocketChannel channel : channels) {
            channel.close();
        }
    }
}
