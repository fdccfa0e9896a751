package dev.firstlight.server.ofrep;

import java.util.Arrays;

/** Bytes that grow at their end. */
final class Bytes {

    private byte[] bytes;
    private int length;

    Bytes(int room) {
        bytes = new byte[room];
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

    /** As many as were added. */
    byte[] all() {
        return bytes.length == length ? bytes : Arrays.copyOf(bytes, length);
    }
}
