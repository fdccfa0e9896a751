package dev.firstlight.server.access;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

@ApplicationScoped
class PersonRepository implements PanacheRepositoryBase<PersonEntity, String> {

    Uni<PersonEntity> findByEmail(String email) {
        return find("email", email).firstResult();
    }
}
