package dev.firstlight.server.exchange;

/** A part of a foreign document that cannot be said here exactly, so that its flag or segment is not imported. */
public final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String pointer;
    private final String sentence;

    /**
     * A refusal.
     *
     * @param pointer into the foreign document (RFC 6901)
     * @param sentence what it is and what to do about it
     */
    public Refused(String pointer, String sentence) {
        super(sentence, null, false, false);
        this.pointer = pointer;
        this.sentence = sentence;
    }

    /** What it is and what to do about it. */
    public String sentence() {
        return sentence;
    }

    /** The remark that tells a person. */
    public Remark remark(String flag) {
        return new Remark(Remark.Severity.REFUSED, pointer, flag, sentence);
    }

    /** The remark that tells a person, where the part belongs to no one flag. */
    public Remark remark() {
        return new Remark(Remark.Severity.REFUSED, pointer, null, sentence);
    }
}
