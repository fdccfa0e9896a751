package dev.firstlight.jcstress;

/** Small rulesets, as the server writes them. */
public final class Rulesets {

    private static final String HEAD =
            "{\"schema\":1,\"project\":\"p\",\"environment\":\"e\",\"epoch\":1,\"revision\":";

    private Rulesets() {}

    /** A revision, whose flag says which, by its value and by its variant's name. */
    public static String at(long revision) {
        String variant = "\"v" + revision + "\"";
        return HEAD + revision + ",\"flags\":{\"revision\":{\"type\":\"integer\",\"variants\":{" + variant + ":"
                + revision
                + "},\"salt\":\"s\",\"enabled\":true,\"offVariant\":" + variant + ",\"default\":{\"variant\":" + variant
                + "}}}}";
    }

    /** A flag whose split serves one value to all buckets. */
    static String split(long value) {
        return HEAD + "1,\"flags\":{\"split\":{\"type\":\"integer\",\"variants\":{\"on\":" + value
                + "},\"salt\":\"s\",\"enabled\":true,\"offVariant\":\"on\",\"default\":{\"split\":{\"by\":"
                + "\"targetingKey\",\"ranges\":[{\"to\":100000,\"variant\":\"on\"}]}}}}}";
    }
}
