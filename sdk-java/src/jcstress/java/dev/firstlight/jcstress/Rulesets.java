package dev.firstlight.jcstress;

/** Small rulesets, as the server writes them. */
final class Rulesets {

    private static final String HEAD =
            "{\"schema\":1,\"project\":\"p\",\"environment\":\"e\",\"epoch\":1,\"revision\":";

    private Rulesets() {}

    /** A revision, whose flag says which. */
    static String at(long revision) {
        return HEAD + revision + ",\"flags\":{\"revision\":{\"type\":\"integer\",\"variants\":{\"v\":" + revision
                + "},\"salt\":\"s\",\"enabled\":true,\"offVariant\":\"v\",\"default\":{\"variant\":\"v\"}}}}";
    }

    /** A flag whose split serves one value to all buckets. */
    static String split(long value) {
        return HEAD + "1,\"flags\":{\"split\":{\"type\":\"integer\",\"variants\":{\"on\":" + value
                + "},\"salt\":\"s\",\"enabled\":true,\"offVariant\":\"on\",\"default\":{\"split\":{\"by\":"
                + "\"targetingKey\",\"ranges\":[{\"to\":100000,\"variant\":\"on\"}]}}}}}";
    }
}
