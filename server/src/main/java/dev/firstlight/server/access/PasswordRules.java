package dev.firstlight.server.access;

import dev.firstlight.server.platform.Failure;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which passwords are refused: those that are too short, or long enough to keep the server busy, those that breaches have shown
 * to be common, and those made of what everybody knows about the server and the person.
 */
@ApplicationScoped
class PasswordRules {

    private static final int SHORTEST = 12;
    private static final int LONGEST = 256;
    private static final int SHORTEST_WORD = 3;
    private static final String PRODUCT = "firstlight";
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");

    private final Addresses addresses;

    PasswordRules(Addresses addresses) {
        this.addresses = addresses;
    }

    /** Refuses a bad one, with what to do about it. */
    void require(String pointer, String password, String email, String name) {
        require(pointer, password, words(addresses.base(), email, name));
    }

    static void require(String pointer, String password, Collection<String> known) {
        if (password.length() < SHORTEST || password.length() > LONGEST) {
            throw Failure.invalid(pointer, "A password has " + SHORTEST + " to " + LONGEST + " characters.");
        }
        if (isCommon(password)) {
            throw Failure.invalid(
                    pointer,
                    "This is one of the commonest passwords, which are tried first. Take another: a few words that do not"
                            + " belong together are long and easy to keep in mind.");
        }
        String rest = without(known, plain(password));
        if (!rest.equals(plain(password)) && (rest.length() < SHORTEST || isCommon(rest))) {
            throw Failure.invalid(
                    pointer,
                    "The names of the product and the server, and your own name and address, do not count: without them a"
                            + " password has " + SHORTEST
                            + " letters and digits at least. Add a few words that have nothing"
                            + " to do with them.");
        }
    }

    static boolean isCommon(String password) {
        return Common.PASSWORDS.contains(plain(password));
    }

    /** What anybody would try who knows where a password is for, and whose it is. */
    static List<String> words(String address, String email, String name) {
        return Stream.concat(Stream.of(PRODUCT), Stream.of(address, email, name).flatMap(BETWEEN_WORDS::splitAsStream))
                .map(PasswordRules::plain)
                .filter(word -> word.length() >= SHORTEST_WORD)
                .distinct()
                .sorted(Comparator.comparing(String::length).reversed())
                .toList();
    }

    private static String without(Collection<String> words, String plain) {
        String rest = plain;
        for (String word : words) {
            rest = rest.replace(word, "");
        }
        return rest;
    }

    /** Letters and digits alone, with those in the place of others as the others: "F1rst-L1ght" is "firstlight". */
    private static String plain(String text) {
        StringBuilder plain = new StringBuilder();
        text.toLowerCase(Locale.ROOT)
                .codePoints()
                .map(PasswordRules::meant)
                .filter(Character::isLetterOrDigit)
                .forEach(plain::appendCodePoint);
        return plain.toString();
    }

    private static int meant(int character) {
        return switch (character) {
            case '0' -> 'o';
            case '1', '!', '|', 'l' -> 'i';
            case '3' -> 'e';
            case '4', '@' -> 'a';
            case '5', '$' -> 's';
            case '7' -> 't';
            default -> character;
        };
    }

    /** In plain form, so that a capital or a blank more makes no other of it. Read when the first password is set. */
    private static final class Common {

        static final Set<String> PASSWORDS = read();

        private Common() {}

        private static Set<String> read() {
            try (InputStream in = Objects.requireNonNull(
                            PasswordRules.class.getResourceAsStream("/access/common-passwords.txt"));
                    BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
                return lines.lines()
                        .filter(line -> !line.startsWith("# "))
                        .map(PasswordRules::plain)
                        .filter(plain -> !plain.isEmpty())
                        .collect(Collectors.toUnmodifiableSet());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
