package dev.firstlight.server.exchange;

import java.math.BigInteger;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A semantic version as other systems read it: minor and patch may be missing, a leading v may not be there. */
public record ForeignVersion(List<BigInteger> core, List<String> preRelease) implements Comparable<ForeignVersion> {

    /** Numbers of thousands of digits take long to read, and no version has them. */
    private static final int LONGEST = 256;

    private static final String NUMBER = "(0|[1-9][0-9]*)";
    private static final Pattern VERSION = Pattern.compile(
            NUMBER + "(?:\\." + NUMBER + ")?(?:\\." + NUMBER + ")?(?:-([0-9A-Za-z.-]+))?(?:\\+[0-9A-Za-z.-]+)?");

    /** Null where the text is no version. */
    public static @Nullable ForeignVersion parse(String text) {
        Matcher matcher = VERSION.matcher(text);
        if (text.length() > LONGEST || !matcher.matches()) {
            return null;
        }
        List<BigInteger> core = Stream.of(1, 2, 3)
                .map(matcher::group)
                .map(number -> number == null ? BigInteger.ZERO : new BigInteger(number))
                .toList();
        String preRelease = matcher.group(4);
        return new ForeignVersion(core, preRelease == null ? List.of() : List.of(preRelease.split("\\.", -1)));
    }

    @Override
    public int compareTo(ForeignVersion that) {
        for (int i = 0; i < core.size(); i++) {
            int order = core.get(i).compareTo(that.core.get(i));
            if (order != 0) {
                return order;
            }
        }
        if (preRelease.isEmpty() || that.preRelease.isEmpty()) {
            return Boolean.compare(preRelease.isEmpty(), that.preRelease.isEmpty());
        }
        for (int i = 0; i < Math.min(preRelease.size(), that.preRelease.size()); i++) {
            int order = compare(preRelease.get(i), that.preRelease.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(preRelease.size(), that.preRelease.size());
    }

    private static int compare(String a, String b) {
        boolean aNumber = a.matches("[0-9]+");
        boolean bNumber = b.matches("[0-9]+");
        if (aNumber && bNumber) {
            return new BigInteger(a).compareTo(new BigInteger(b));
        }
        return aNumber == bNumber ? a.compareTo(b) : aNumber ? -1 : 1;
    }
}
