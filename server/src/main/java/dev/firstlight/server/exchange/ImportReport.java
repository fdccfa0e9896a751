package dev.firstlight.server.exchange;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an import did, or would do.
 *
 * @param from the foreign system
 * @param flags the keys of those that are imported
 * @param segments likewise
 * @param remarks what a person must know: what was refused and what differs
 * @param equivalence whether what is imported answers as it did
 * @param revision the environment's revision with the import, null for a dry run
 */
record ImportReport(
        String from,
        List<String> flags,
        List<String> segments,
        List<Remark> remarks,
        Equivalence equivalence,
        @Nullable Long revision) {

    private static final long SEED = 1;

    static ImportReport of(ForeignSystem system, Source source, int contexts, @Nullable Long revision) {
        return new ImportReport(
                system.word(),
                List.copyOf(source.imported().flags().keySet()),
                List.copyOf(source.imported().segments().keySet()),
                source.imported().remarks(),
                Equivalence.of(source, contexts, SEED),
                revision);
    }

    ImportReport at(long kept) {
        return new ImportReport(from, flags, segments, remarks, equivalence, kept);
    }
}
