package dev.firstlight.server.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The page that says how well releases are kept; each campaign writes the section of its own. */
final class ReleasesPage {

    private static final Path PAGE = Path.of("..", "docs", "reference", "releases.md");
    private static final String BEGIN = """
            # How well releases are kept

            What campaigns on real processes saw. Each writes its section anew; let nothing else run meanwhile.
            """;

    private ReleasesPage() {}

    /** Puts a section in the place of the one that has its title, or at the end. */
    static void write(String title, String text) throws IOException {
        String page = Files.exists(PAGE) ? Files.readString(PAGE) : BEGIN;
        String section = "\n## " + title + "\n\n" + text.strip() + "\n";
        Matcher old = Pattern.compile("\n## " + Pattern.quote(title) + "\n.*?(?=\n## |\\z)", Pattern.DOTALL)
                .matcher(page);
        Files.writeString(
                PAGE,
                old.find() ? page.substring(0, old.start()) + section + page.substring(old.end()) : page + section);
    }
}
