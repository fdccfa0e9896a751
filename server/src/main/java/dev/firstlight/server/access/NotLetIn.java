package dev.firstlight.server.access;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Somebody whom a provider sent does not come in: what they are told, and what the audit keeps. */
public final class NotLetIn extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final int LONGEST = 300;

    /** What the person is told; the console has a sentence for each. */
    public enum Problem {
        /** What was begun is over, used, or was begun in another browser. */
        EXPIRED,
        /** The provider said no, or the person did there. */
        REFUSED,
        /** The provider gave no address that it has verified. */
        EMAIL_UNVERIFIED,
        /** Nobody added a person of this address. */
        UNKNOWN_PERSON,
        /** The person with this address comes by another account of the provider. */
        OTHER_ACCOUNT,
        /** The company's directory says that the person is not active. */
        NOT_ACTIVE,
        /** The provider did not answer, or not in time. */
        PROVIDER_AWAY,
        /** The provider answered something that proves nothing. */
        PROVIDER_WRONG;

        /** As the console reads it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private final Problem problem;
    private final @Nullable String who;

    /**
     * With why.
     *
     * @param who an address or a subject, as far as one is known
     * @param reason for operators; parts of it may be others' words, of which no more is taken than one short line
     */
    public NotLetIn(Problem problem, @Nullable String who, String reason) {
        super(line(reason), null, false, false);
        this.problem = problem;
        this.who = who == null ? null : line(who);
    }

    private static String line(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\p{Cs}]", " ");
        return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
    }

    /** What the person is told. */
    public Problem problem() {
        return problem;
    }

    /** Why, for operators. */
    public String reason() {
        return String.valueOf(getMessage());
    }

    @Nullable
    String who() {
        return who;
    }
}
