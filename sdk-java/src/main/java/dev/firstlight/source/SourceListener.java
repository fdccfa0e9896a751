package dev.firstlight.source;

import dev.firstlight.core.Ruleset;

/** Is told what a source brings. Called by one thread at a time and never twice at once, so it must not wait for anything. */
public interface SourceListener {

    /** How the source stands with the server. */
    enum Link {
        /** What was brought last is what the server has. */
        CURRENT,
        /** The server cannot be reached or does not answer as it should; the source keeps trying. */
        LOST,
        /** The server refuses the key; the source has stopped. */
        REFUSED
    }

    /** A ruleset newer than all before. */
    void onRuleset(Ruleset ruleset);

    /** The ruleset that was brought last, under another kill list. */
    void onKills(Ruleset ruleset);

    /**
     * The link may have changed.
     *
     * @param reason a sentence for people
     */
    void onLink(Link link, String reason);

    /** A change did not lead to the ruleset that the server has; the whole of it is being fetched. */
    void onDigestMismatch();
}
