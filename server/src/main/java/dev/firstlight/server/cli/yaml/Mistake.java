package dev.firstlight.server.cli.yaml;

/**
 * Something wrong in a file.
 *
 * @param pointer where in the document, RFC 6901
 * @param detail what is wrong, and how to mend it
 */
public record Mistake(Place place, String pointer, String detail) {

    @Override
    public String toString() {
        return place + ": " + (pointer.isEmpty() ? "" : pointer + ": ") + detail;
    }
}
