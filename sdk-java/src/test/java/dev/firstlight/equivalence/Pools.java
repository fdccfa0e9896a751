package dev.firstlight.equivalence;

import java.util.List;
import java.util.Random;

/** What random rulesets and contexts are made of: few enough that they meet, odd enough that it matters. */
final class Pools {

    static final List<String> ATTRIBUTES = List.of(
            "a",
            "b",
            "plan",
            "app.version",
            "app",
            "org.plan",
            "deep.er.still",
            "targetingKey",
            "region",
            "__proto__",
            "constructor",
            "a.__proto__",
            "toString",
            "",
            "ключ",
            "\uD83D\uDE00");

    static final List<String> STRINGS = List.of(
            "",
            "a",
            "A",
            "b",
            "abc",
            "ABC",
            "x y",
            "straße",
            "STRASSE",
            "ß",
            "ẞ",
            "İ",
            "i",
            "ı",
            "ſ",
            "K",
            "k",
            "é",
            "e\u0301",
            "日本",
            "\uD83D\uDE00",
            "\uD800",
            "\uDC00x",
            "\u0000",
            "\uFEFF",
            "gold",
            "silver",
            "0",
            "-0",
            "1",
            "1e3",
            "NaN",
            "true",
            "null",
            "nz",
            "au",
            "eu",
            "user-1",
            "user-2",
            "1.2.3",
            "v1.2.3",
            "1.2",
            "1",
            "1.2.3-rc.1",
            "1.2.3+build",
            "01.2.3",
            "1.2.3-",
            "999999999999999999999.0.0",
            "192.168.1.7",
            "192.168.1.300",
            "::1",
            "2001:db8::1",
            "::ffff:192.168.1.7",
            "fe80::1%eth0",
            "2026-01-01T00:00:00Z",
            "2026-01-01T13:00:00+13:00",
            "2026-01-01t00:00:00.123456789z",
            "2026-02-30T00:00:00Z",
            "2026-01-01",
            "2026-01-01T24:00:00Z",
            "2016-12-31T23:59:60Z",
            "__proto__",
            "constructor");

    static final List<Double> NUMBERS = List.of(
            0.0,
            -0.0,
            1.0,
            -1.0,
            2.0,
            0.1,
            0.5,
            5.0,
            100.0,
            1e21,
            1e308,
            -1e308,
            4.9e-324,
            9007199254740991.0,
            9007199254740992.0,
            -9007199254740992.0,
            1767225600000.0,
            1767225599999.0,
            0.30000000000000004);

    static final List<String> PATTERNS = List.of(
            "^a",
            "a$",
            "^$",
            ".",
            "(?i)strasse",
            "(?i)ß",
            "\\d+",
            "\\w+$",
            "\\bx\\b",
            "[[:alpha:]]+",
            "[^a-z]",
            "\\pL",
            "\\p{Greek}",
            "\\PN",
            "a{2,3}",
            "(a|b)*c",
            "(?s)^.$",
            "(?m)^b",
            "\\x{1F600}",
            "\\Qx y\\E",
            "a|",
            "(?P<n>a)b",
            "(?:ab)+?",
            "[\\d\\-x]",
            "\\z",
            "\\A1",
            "(",
            "a**",
            "(?=x)",
            "\\1",
            "a{1001}",
            "(a{30}){40}",
            "[z-a]",
            "\\C",
            "\\pX",
            "x{2}{3}",
            "(?i)k",
            "(?i)ſ",
            "(?<n>a)",
            "[a&&b]",
            "\\h",
            "\\u0041",
            "a{,2}",
            "]",
            "}",
            "{");

    static final List<String> RANGES = List.of(
            "192.168.0.0/16",
            "192.168.1.7",
            "10.0.0.0/8",
            "::1/128",
            "2001:db8::/32",
            "::/0",
            "0.0.0.0/0",
            "1.2.3.4/33",
            "fe80::/10",
            "192.168.1.7/",
            "::ffff:192.168.0.0/112",
            "192.168.1.7/016");

    static final List<String> VERSIONS = List.of(
            "1.2.3", "v1.2.3", "1.2", "1", "1.2.3-rc.1", "1.2.3+build", "999999999999999999999.0.0", "2.0.0-a.b.1");

    static final List<String> INSTANTS = List.of(
            "2026-01-01T00:00:00Z",
            "2026-01-01T13:00:00+13:00",
            "2026-01-01t00:00:00.123456789z",
            "0001-01-01T00:00:00Z",
            "9999-12-31T23:59:59.999Z");

    static final List<String> OPERATORS = List.of(
            "in",
            "contains",
            "startsWith",
            "endsWith",
            "matches",
            "<",
            "<=",
            ">",
            ">=",
            "before",
            "after",
            "semver=",
            "semver<",
            "semver<=",
            "semver>",
            "semver>=",
            "cidr",
            "exists",
            "soundsLike");

    static final List<String> REGIONS = List.of("nz", "au", "eu", "us", "pacific", "");

    private Pools() {}

    static <T> T one(List<T> of, Random random) {
        return of.get(random.nextInt(of.size()));
    }

    static boolean percent(int percent, Random random) {
        return random.nextInt(100) < percent;
    }
}
