package dev.firstlight.server.admin;

import java.util.List;

/**
 * What a backup holds.
 *
 * @param format of the file; 1
 * @param createdAt when the snapshot was taken, by the database's clock
 * @param schema the migrations that made the tables, in order
 * @param tables what is in the file, an entry each
 * @param sequences where the numbers of rows go on
 */
record Manifest(int format, String createdAt, List<Migration> schema, List<Table> tables, List<Sequence> sequences) {

    static final int FORMAT = 1;
    static final String ENTRY = "manifest.json";

    /** A migration as Flyway knows it; the checksum is its script's. */
    record Migration(String version, int checksum) {}

    record Table(String name, List<String> columns, long rows, String sha256) {
        String entry() {
            return "tables/" + name + ".copy";
        }

        /** The columns as SQL lists them, each quoted. */
        String list() {
            return columns.stream().map(Catalog::quote).collect(java.util.stream.Collectors.joining(", "));
        }
    }

    record Sequence(String name, long last) {}

    String version() {
        return schema.get(schema.size() - 1).version();
    }

    long rows() {
        return tables.stream().mapToLong(Table::rows).sum();
    }
}
