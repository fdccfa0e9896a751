package dev.firstlight.server.access;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;

@ApplicationScoped
class PersonRepository implements PanacheRepositoryBase<PersonEntity, String> {

    Uni<PersonEntity> findByEmail(String email) {
        return find("email", email).firstResult();
    }

    /** The person with an address, held until the transaction ends. */
    Uni<PersonEntity> lockByEmail(String email) {
        return find("email", email).withLock(LockModeType.PESSIMISTIC_WRITE).firstResult();
    }

    /** Holds all who are admins until the transaction ends. */
    Uni<Void> lock() {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(
                                "SELECT id FROM person WHERE role = 'admin' ORDER BY id FOR UPDATE", String.class)
                        .getResultList())
                .replaceWithVoid();
    }

    Uni<Void> refresh(PersonEntity person) {
        return Panache.getSession().flatMap(session -> session.refresh(person));
    }
}
