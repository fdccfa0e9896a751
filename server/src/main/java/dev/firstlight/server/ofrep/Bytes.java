package dev.firstlight.server.ofrep;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.util.Arrays;

/** Bytes that grow at their end. */
final class Bytes {

    private static final int ROOM = 1_024;

    private byte[] bytes = new byte[ROOM];
    private int length;

    /** Forgets what was added and keeps the room for more. */
    void clear() {
        length = 0;
    }

    int length() {
        return length;
    }

    void add(char ascii) {
        makeRoom(1);
        bytes[length++] = (byte) ascii;
    }

    void add(byte[] more) {
        makeRoom(more.length);
        System.arraycopy(more, 0, bytes, length, more.length);
        length += more.length;
    }

    void add(byte[] more, int from, int to) {
        makeRoom(to - from);
        System.arraycopy(more, from, bytes, length, to - from);
        length += to - from;
    }

    /** A number from 0 on, in digits. */
    void add(int number) {
        int digits = 1;
        for (int rest = number / 10; rest > 0; rest /= 10) {
            digits++;
        }
        makeRoom(digits);
        length += digits;
        int at = length;
        int rest = number;
        do {
            bytes[--at] = (byte) ('0' + rest % 10);
            rest /= 10;
        } while (rest > 0);
    }

    private void makeRoom(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }

    /** A copy. */
    byte[] toArray() {
        return Arrays.copyOf(bytes, length);
    }

    /** A copy outside of the heap, from where it is sent; to be released by whoever asks for it. */
    ByteBuf toDirect() {
        return PooledByteBufAllocator.DEFAULT.directBuffer(length).writeBytes(bytes, 0, length);
    }
}
