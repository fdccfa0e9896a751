package dev.firstlight.server.cli.references;

/**
 * A flag named in code.
 *
 * @param path from the directory that was scanned, with slashes
 * @param line counted from 1
 */
public record Reference(String flag, String path, int line) {}
