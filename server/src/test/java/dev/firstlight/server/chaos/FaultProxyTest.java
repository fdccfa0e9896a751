package dev.firstlight.server.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each way in which a link is bad, before somebody who answers each byte with itself. */
@Timeout(30)
class FaultProxyTest {

    private static final int SILENCE_MS = 400;

    private ServerSocket echo;
    private FaultProxy proxy;

    @BeforeEach
    void open() throws IOException {
        echo = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(() -> {
            while (true) {
                try {
                    Socket socket = echo.accept();
                    Thread each = new Thread(() -> answer(socket));
                    each.setDaemon(true);
                    each.start();
                } catch (IOException e) {
                    return;
                }
            }
        });
        thread.setDaemon(true);
        thread.start();
        proxy = FaultProxy.to(echo.getLocalPort());
    }

    private static void answer(Socket socket) {
        try (socket) {
            socket.getInputStream().transferTo(socket.getOutputStream());
        } catch (IOException e) {
            // It was reset.
        }
    }

    @AfterEach
    void close() throws IOException {
        proxy.close();
        echo.close();
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        socket.setSoTimeout(SILENCE_MS);
        return socket;
    }

    private static int ask(Socket socket, int what) throws IOException {
        socket.getOutputStream().write(what);
        return socket.getInputStream().read();
    }

    @Test
    void passesAllOnAndItsEnd() throws IOException {
        try (Socket socket = connect()) {
            assertThat(ask(socket, 7)).isEqualTo(7);
            socket.shutdownOutput();
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
        assertThat(proxy.connects()).hasSize(1);
        assertThat(proxy.connects()).isEmpty();
    }

    @Test
    void silentOneWayLosesNothing() throws IOException {
        try (Socket socket = connect()) {
            assertThat(ask(socket, 1)).isEqualTo(1);
            proxy.back.silent(true);
            assertThatThrownBy(() -> ask(socket, 2)).isInstanceOf(SocketTimeoutException.class);
            proxy.heal();
            assertThat(socket.getInputStream().read()).isEqualTo(2);
        }
    }

    @Test
    void cutBothWaysTellsNobodyAndNewOnesNeither() throws IOException {
        proxy.cut();
        try (Socket socket = connect()) {
            assertThatThrownBy(() -> ask(socket, 1)).isInstanceOf(SocketTimeoutException.class);
            proxy.heal();
            assertThat(socket.getInputStream().read()).isEqualTo(1);
        }
    }

    @Test
    void resetAndRefusedAreTold() throws IOException {
        try (Socket socket = connect()) {
            assertThat(ask(socket, 1)).isEqualTo(1);
            proxy.reset();
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 100; i++) {
                            if (ask(socket, i) < 0) {
                                throw new IOException("ended");
                            }
                        }
                    })
                    .isInstanceOf(IOException.class);
        }
        proxy.refuse(true);
        assertThatThrownBy(() -> {
                    try (Socket socket = connect()) {
                        if (ask(socket, 1) < 0) {
                            throw new IOException("ended");
                        }
                    }
                })
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void cutAfterSoManyBytes() throws IOException {
        proxy.back.resetAfter(10);
        try (Socket socket = connect()) {
            for (int i = 0; i < 10; i++) {
                assertThat(ask(socket, i)).isEqualTo(i);
            }
            assertThatThrownBy(() -> {
                        if (ask(socket, 1) < 0) {
                            throw new IOException("ended");
                        }
                    })
                    .isInstanceOf(IOException.class)
                    .isNotInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void slowAndNarrow() throws IOException {
        proxy.there.delay(100);
        proxy.back.delay(100);
        try (Socket socket = connect()) {
            long start = System.nanoTime();
            ask(socket, 1);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(200));
            proxy.heal();
            proxy.back.narrow(10);
            start = System.nanoTime();
            ask(socket, 1);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(100));
        }
    }

    @Test
    void halfClosedEndsTheAnswersOnly() throws IOException {
        try (Socket socket = connect()) {
            assertThat(ask(socket, 1)).isEqualTo(1);
            proxy.halfClose();
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
            socket.getOutputStream().write(1);
        }
    }
}
