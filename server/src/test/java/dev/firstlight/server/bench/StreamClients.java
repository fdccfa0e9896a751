package dev.firstlight.server.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Thousands of readers of the stream in a process of their own, told by lines on the standard input what to do:
 * {@code open <count> <position or -> <wanted>} and {@code expect <wanted>}. Either is answered, when every reader has the
 * wanted position, by when half, 99 % and all had it, in nanoseconds of the machine's clock. {@code bytes} is answered by how
 * many were read so far. With a path given, readers are pages: each asks there with a context of its own.
 */
final class StreamClients {

    private static final int MOST_CONNECTING = 512;
    /** The kernel looks long for a free port where an address has many that are taken, or were a moment ago. */
    private static final int EACH_ADDRESS = 1_000;

    private static final byte NETWORK = (byte) (1 + ProcessHandle.current().pid() % 250);

    private final Queue<String> commands = new ConcurrentLinkedQueue<>();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 18);
    private final Selector selector = Selector.open();
    private final InetSocketAddress server;
    private final String key;
    private final String pages;

    private String resume = "";
    private long bytes;
    private byte[] pattern = new byte[0];
    private long[] arrivals = new long[0];
    private int arrived;
    private int round;
    private int toOpen;
    private int opened;
    private int connecting;

    private StreamClients(String url, String key, String pages) throws IOException {
        URI uri = URI.create(url);
        this.server = new InetSocketAddress(uri.getHost(), uri.getPort());
        this.key = key;
        this.pages = pages;
    }

    /** One reader: how far it is in the pattern, and the last round whose pattern it has found. */
    private static final class Reader {
        private final int number;
        private int matched;
        private int found = -1;
        private boolean answered;

        Reader(int number) {
            this.number = number;
        }
    }

    /** Runs until the input ends. */
    public static void main(String[] args) throws IOException {
        StreamClients clients = new StreamClients(args[0], args[1], args.length > 2 ? args[2] : "");
        Thread input = new Thread(clients::listen, "input");
        input.setDaemon(true);
        input.start();
        clients.run();
    }

    private void listen() {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                commands.add(line);
                selector.wakeup();
            }
        } catch (IOException e) {
            // As good as an end.
        }
        System.exit(0);
    }

    private void run() throws IOException {
        while (true) {
            selector.select(100);
            for (String command = commands.poll(); command != null; command = commands.poll()) {
                obey(command.split(" "));
            }
            for (SelectionKey selected : selector.selectedKeys()) {
                serve(selected);
            }
            selector.selectedKeys().clear();
            while (toOpen > 0 && connecting < MOST_CONNECTING) {
                connect();
            }
        }
    }

    private void obey(String[] command) {
        if (command[0].equals("open")) {
            int count = Integer.parseInt(command[1]);
            resume = command[2].equals("-") ? "" : "Last-Event-ID: " + command[2] + "\r\n";
            expect(command[2].equals(command[3]) ? ": \n\n" : "id: " + command[3] + "\n", count);
            toOpen = count;
        } else if (command[0].equals("bytes")) {
            System.out.println("bytes " + bytes);
        } else {
            expect("id: " + command[1] + "\n", opened);
            System.out.println("expecting");
        }
    }

    private byte[] request(int number) {
        String head = " HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer " + key + "\r\n" + resume;
        String body = "{\"context\": {\"targetingKey\": \"user-" + number + "\", \"plan\": \"pro\"}}";
        String request = pages.isEmpty()
                ? "GET /sdk/v1/stream" + head + "\r\n"
                : "POST " + pages + head + "Content-Type: application/json\r\nContent-Length: " + body.length()
                        + "\r\n\r\n" + body;
        return request.getBytes(StandardCharsets.US_ASCII);
    }

    private void expect(String wanted, int count) {
        pattern = wanted.getBytes(StandardCharsets.US_ASCII);
        arrivals = new long[count];
        arrived = 0;
        round++;
    }

    private void connect() throws IOException {
        SocketChannel channel = SocketChannel.open();
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.bind(new InetSocketAddress(
                InetAddress.getByAddress(new byte[] {127, 0, NETWORK, (byte) (2 + opened / EACH_ADDRESS)}), 0));
        toOpen--;
        opened++;
        connecting++;
        SelectionKey selected = channel.register(selector, SelectionKey.OP_CONNECT, new Reader(opened));
        if (channel.connect(server)) {
            connected(channel, selected);
        }
    }

    private void connected(SocketChannel channel, SelectionKey selected) throws IOException {
        selected.interestOps(SelectionKey.OP_READ);
        channel.write(ByteBuffer.wrap(request(((Reader) selected.attachment()).number)));
    }

    private void serve(SelectionKey selected) throws IOException {
        SocketChannel channel = (SocketChannel) selected.channel();
        if (selected.isConnectable() && channel.finishConnect()) {
            connected(channel, selected);
        } else if (selected.isReadable()) {
            buffer.clear();
            int count = channel.read(buffer);
            if (count < 0) {
                throw new IOException("the server ended a stream");
            }
            bytes += count;
            buffer.flip();
            read((Reader) selected.attachment());
        }
    }

    private void read(Reader reader) throws IOException {
        if (!reader.answered) {
            reader.answered = true;
            connecting--;
            if (buffer.get(9) != '2') {
                byte[] text = new byte[buffer.remaining()];
                buffer.get(text);
                throw new IOException("refused: " + new String(text, StandardCharsets.US_ASCII));
            }
        }
        if (reader.found == round) {
            return;
        }
        int matched = reader.matched;
        for (int i = buffer.position(), end = buffer.limit(); i < end; i++) {
            byte b = buffer.get(i);
            matched = b == pattern[matched] ? matched + 1 : b == pattern[0] ? 1 : 0;
            if (matched == pattern.length) {
                reader.matched = 0;
                reader.found = round;
                found();
                return;
            }
        }
        reader.matched = matched;
    }

    private void found() {
        arrivals[arrived++] = System.nanoTime();
        if (arrived == arrivals.length) {
            Arrays.sort(arrivals);
            System.out.println("arrived " + arrivals[arrived / 2] + " " + arrivals[(int) (arrived * 0.99)] + " "
                    + arrivals[arrived - 1]);
        }
    }
}
