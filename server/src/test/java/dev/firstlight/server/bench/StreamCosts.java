package dev.firstlight.server.bench;

import java.io.IOException;

/** Opens many streams of one kind on one process, lets them rest, tells them of changes, and says what each of that costs it. */
final class StreamCosts {

    private static final int FLIPS = 40;
    private static final int BETWEEN_MS = 300;
    private static final int WARM = 400;
    private static final int REST_S = 30;
    /** Of a stream; see StreamLoop. */
    private static final double COMMENT_EVERY_S = 10;

    private final CostPage page;
    private final String kind;
    private final ProcessHandle process;
    private final Served served;
    private final int count;
    /** Bytes that the process holds when it has done nothing yet. */
    private double base;
    /** Microseconds a second that the process takes with no streams. */
    private double rest;
    /** Microseconds that a change takes with no streams. */
    private double change;

    StreamCosts(CostPage page, String kind, ProcessHandle process, Served served, int count) {
        this.page = page;
        this.kind = kind;
        this.process = process;
        this.served = served;
        this.count = count;
    }

    private void put(String name, double value) {
        page.put(kind + "." + name, value);
    }

    /** What it takes without any stream, at rest and for a change; what is warm afterwards is part of no later figure. */
    void quiet() throws IOException, InterruptedException {
        for (int i = 0; i < WARM; i++) {
            served.flip();
        }
        Thread.sleep(2_000);
        double before = Cpu.of(process);
        flips(FLIPS);
        double flipped = Cpu.of(process);
        Thread.sleep(10_000);
        rest = (Cpu.of(process) - flipped) / 10;
        change = (flipped - before - rest * FLIPS * BETWEEN_MS / 1e3) / FLIPS;
        put("change.alone.micros", change);
    }

    /** What there is besides streams. */
    void alone() throws IOException, InterruptedException {
        Thread.sleep(5_000);
        base = Memory.of(process).resident();
        put("memory.base.bytes", base);
    }

    private void flips(int many) throws IOException, InterruptedException {
        for (int i = 0; i < many; i++) {
            served.flip();
            Thread.sleep(BETWEEN_MS);
        }
    }

    /** Opens all of them from nothing, and says what memory that takes: all that the process has more than at its start. */
    void fill(ManyReaders readers, String what) throws IOException, InterruptedException {
        long before = Memory.of(process).live();
        open(readers, what);
        Thread.sleep(3_000);
        Memory now = Memory.of(process);
        put("memory.live.bytes", (double) (now.live() - before) / count);
        put("memory.resident.bytes", (now.resident() - base) / count);
    }

    /** Opens all of them from nothing. */
    void open(ManyReaders readers, String what) throws IOException, InterruptedException {
        String wanted = served.position();
        double before = Cpu.of(process);
        long start = System.nanoTime();
        readers.open(count, "-", wanted);
        Thread.sleep(1_000);
        double seconds = (System.nanoTime() - start) / 1e9;
        put("connect." + what + ".micros", (Cpu.of(process) - before - rest * seconds) / count);
        put("connect." + what + ".bytes", (double) readers.bytes() / count);
    }

    void resume(ManyReaders readers, String away) throws IOException, InterruptedException {
        double before = Cpu.of(process);
        long start = System.nanoTime();
        readers.open(count, away, served.position());
        Thread.sleep(1_000);
        double seconds = (System.nanoTime() - start) / 1e9;
        put("connect.resume.micros", (Cpu.of(process) - before - rest * seconds) / count);
        put("connect.resume.bytes", (double) readers.bytes() / count);
    }

    /** Comments for a while, then changes. */
    void follow(ManyReaders readers) throws IOException, InterruptedException {
        Thread.sleep(2_000);
        double cpu = Cpu.of(process);
        long bytes = readers.bytes();
        long start = System.nanoTime();
        Thread.sleep(REST_S * 1_000L);
        double seconds = (System.nanoTime() - start) / 1e9;
        double comments = count * seconds / COMMENT_EVERY_S;
        double commenting = (Cpu.of(process) - cpu) / seconds;
        double commentBytes = (readers.bytes() - bytes) / seconds;
        put("comment.micros", (commenting - rest) * seconds / comments);
        put("comment.bytes", commentBytes * seconds / comments);
        changes(readers, 15);
        cpu = Cpu.of(process);
        bytes = readers.bytes();
        double reading = Cpu.of(readers.process());
        start = System.nanoTime();
        changes(readers, FLIPS);
        seconds = (System.nanoTime() - start) / 1e9;
        double each = (double) FLIPS * count;
        put("change.micros", (Cpu.of(process) - cpu - commenting * seconds - change * FLIPS) / each);
        put("change.bytes", (readers.bytes() - bytes - commentBytes * seconds) / each);
        put("reader.micros", (Cpu.of(readers.process()) - reading) / each);
    }

    private void changes(ManyReaders readers, int many) throws IOException, InterruptedException {
        for (int i = 0; i < many; i++) {
            long revision = Long.parseLong(served.position().substring(2)) + 1;
            readers.expect("1-" + revision);
            long start = System.nanoTime();
            served.flip();
            readers.arrived(start);
            Thread.sleep(BETWEEN_MS);
        }
    }
}
