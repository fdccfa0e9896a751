package dev.firstlight.server.oidc;

import dev.firstlight.server.access.Vouched;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a provider says of somebody: in the ID token, and where that lacks something, in its userinfo.
 *
 * @param token what the ID token says
 * @param userInfo nothing where it was not asked for
 */
record Claims(Registration registration, Map<String, Object> token, Map<String, Object> userInfo) {

    private static final Pattern EMAIL = Pattern.compile("[^@\\s\\p{Cntrl}]+@[^@\\s\\p{Cntrl}]+");
    private static final int LONGEST_EMAIL = 320;
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_GROUP = 256;
    private static final int MOST_GROUPS = 5_000;

    /** Whether the ID token says all that one wants to know. */
    boolean isComplete() {
        return email(token) != null && token.containsKey(registration.groupsClaim());
    }

    Vouched vouched(String subject) {
        String fromToken = email(token);
        String email = fromToken != null ? fromToken : email(userInfo);
        return new Vouched(registration.issuer().getValue(), subject, email, name(email, subject), groups());
    }

    /** An address together with what the same source says of it. */
    private @Nullable String email(Map<String, Object> claims) {
        Object verified = claims.get("email_verified");
        boolean theirs = registration.trustEmail() || Boolean.TRUE.equals(verified) || "true".equals(verified);
        return theirs
                        && claims.get("email") instanceof String email
                        && email.length() <= LONGEST_EMAIL
                        && EMAIL.matcher(email).matches()
                ? email
                : null;
    }

    private String name(@Nullable String email, String subject) {
        return Stream.of("name", "preferred_username")
                .flatMap(claim -> Stream.of(token, userInfo).map(claims -> claims.get(claim)))
                .filter(String.class::isInstance)
                .map(name -> clean((String) name))
                .filter(name -> !name.isEmpty())
                .findFirst()
                .orElse(clean(email == null ? subject : email));
    }

    private static String clean(String name) {
        String clean = name.replaceAll("[\\p{Cntrl}\\p{Cs}]", " ").strip();
        return clean.substring(0, Math.min(clean.length(), LONGEST_NAME));
    }

    private Set<String> groups() {
        Object said = token.containsKey(registration.groupsClaim())
                ? token.get(registration.groupsClaim())
                : userInfo.get(registration.groupsClaim());
        Collection<?> groups = said instanceof Collection<?> many ? many : said == null ? List.of() : List.of(said);
        return groups.stream()
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .filter(group -> !group.isBlank() && group.length() <= LONGEST_GROUP)
                .limit(MOST_GROUPS)
                .collect(Collectors.toUnmodifiableSet());
    }
}
