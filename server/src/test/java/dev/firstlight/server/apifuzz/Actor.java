package dev.firstlight.server.apifuzz;

import java.util.List;
import java.util.Set;

/**
 * Somebody who sends requests.
 *
 * @param headers what shows who it is
 * @param permissions as the document names them; none for a stranger
 * @param known whether the server knows the credential
 */
record Actor(String name, List<String[]> headers, Set<String> permissions, boolean known) {

    static Actor bearer(String name, String secret, Set<String> permissions) {
        return new Actor(
                name, List.<String[]>of(new String[] {"Authorization", "Bearer " + secret}), permissions, true);
    }

    static Actor stranger(String name, String... header) {
        return new Actor(name, header.length == 0 ? List.of() : List.<String[]>of(header), Set.of(), false);
    }
}
