package dev.firstlight.server.cli.yaml;

/** A line of a file. */
public record Place(String file, int line) {

    @Override
    public String toString() {
        return line == 0 ? file : file + ":" + line;
    }
}
