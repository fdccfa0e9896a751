package dev.firstlight.server.access;

import dev.firstlight.server.platform.Failure;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** The first person, who becomes admin; only while there is nobody. */
@ApplicationScoped
class Setup {

    private final People people;
    private final OneTimeLinks links;

    Setup(People people, OneTimeLinks links) {
        this.people = people;
        this.links = links;
    }

    Uni<PersonView> run(String token, String email, String name, String password) {
        return people.none().flatMap(none -> {
            if (!none) {
                throw Failure.of(Failure.Kind.CONFLICT, "This server is set up already; sign in.");
            }
            return links.check(token)
                    .flatMap(ignored -> people.add(
                            Caller.HOUSE, new People.Wanted(email, name, Role.ADMIN.word(), List.of(), password)))
                    .call(ignored -> links.useSetup());
        });
    }
}
