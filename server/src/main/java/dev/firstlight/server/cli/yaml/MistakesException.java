package dev.firstlight.server.cli.yaml;

import java.util.List;
import java.util.stream.Collectors;

/** Files are wrong; the message has a line for each mistake. */
public final class MistakesException extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 100;

    private final transient List<Mistake> mistakes;

    /** With at least one mistake. */
    public MistakesException(List<Mistake> mistakes) {
        super(told(mistakes), null, false, false);
        this.mistakes = List.copyOf(mistakes);
    }

    private static String told(List<Mistake> mistakes) {
        String lines = mistakes.stream().limit(SHOWN).map(Mistake::toString).collect(Collectors.joining("\n"));
        return mistakes.size() <= SHOWN ? lines : lines + "\n… and " + (mistakes.size() - SHOWN) + " more";
    }

    /** What is wrong. */
    public List<Mistake> mistakes() {
        return mistakes;
    }
}
