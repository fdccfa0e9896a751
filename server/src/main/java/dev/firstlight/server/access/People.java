package dev.firstlight.server.access;

import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Ids;
import dev.firstlight.server.platform.Json;
import dev.firstlight.server.platform.Page;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** People: who they are, and what they may do. */
@ApplicationScoped
class People {

    private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s]+");
    private static final int LONGEST_EMAIL = 320;
    private static final int LONGEST_NAME = 200;

    private final PersonRepository people;
    private final GrantRows grants;
    private final Passwords passwords;
    private final AccessLog log;

    People(PersonRepository people, GrantRows grants, Passwords passwords, AccessLog log) {
        this.people = people;
        this.grants = grants;
        this.passwords = passwords;
        this.log = log;
    }

    /**
     * A person who is to be.
     *
     * @param role everywhere
     * @param password null for one who comes by a link
     */
    record Wanted(
            String email,
            String name,
            Role role,
            List<Grant> grants,
            @Nullable String password) {}

    /** What is to be otherwise; null for what stays. */
    record Edit(
            @Nullable String name,
            @Nullable Role role,
            @Nullable List<Grant> grants) {}

    /** In the order they came, after the one of an id: an address has no place in a URL, where logs keep it. */
    @WithSession
    Uni<Page<PersonView>> list(int limit, String after) {
        return people.find("id > ?1 order by id", after)
                .range(0, limit)
                .list()
                .map(found -> Page.of(found, limit, person -> person.id))
                .flatMap(page -> Multi.createFrom()
                        .iterable(page.items())
                        .onItem()
                        .transformToUniAndConcatenate(this::view)
                        .collect()
                        .asList()
                        .map(views -> new Page<>(views, page.nextCursor())));
    }

    @WithSession
    Uni<Boolean> none() {
        return people.count().map(count -> count == 0);
    }

    @WithSession
    Uni<PersonView> byEmail(String email) {
        return people.findByEmail(normal(email))
                .onItem()
                .ifNull()
                .failWith(() -> Failure.unknown("person", email))
                .flatMap(this::view);
    }

    @WithSession
    Uni<PersonView> byId(String id) {
        return require(id).flatMap(this::view);
    }

    private Uni<PersonEntity> require(String id) {
        return people.findById(id).onItem().ifNull().failWith(() -> Failure.unknown("person", id));
    }

    /** A person with what was granted. */
    Uni<PersonView> view(PersonEntity person) {
        return grants.of(GrantRows.Holder.PERSON, person.id).map(person::view);
    }

    @WithTransaction
    Uni<PersonView> add(Caller caller, Wanted wanted) {
        String address = normal(wanted.email());
        if (!EMAIL.matcher(address).matches() || address.length() > LONGEST_EMAIL) {
            throw Failure.invalid("/email", "This is no email address: \"" + wanted.email() + "\".");
        }
        requireName(wanted.name());
        return people.findByEmail(address).flatMap(existing -> {
            if (existing != null) {
                throw Failure.of(Failure.Kind.CONFLICT, "There is a person with this email already.");
            }
            PersonEntity person = new PersonEntity();
            person.id = Ids.next();
            person.email = address;
            person.name = wanted.name();
            person.role = wanted.role().word();
            return hashed(wanted.password())
                    .invoke(hash -> person.passwordHash = hash)
                    .chain(() -> people.persistAndFlush(person))
                    .chain(() -> grants.replace(GrantRows.Holder.PERSON, person.id, null, wanted.grants()))
                    .chain(() -> view(person))
                    .call(view -> log.note(caller, "person.added", view.email(), null, told(view)));
        });
    }

    private Uni<@Nullable String> hashed(@Nullable String password) {
        if (password == null) {
            return Uni.createFrom().nullItem();
        }
        Passwords.requireGood(password, "/password");
        return passwords.hash(password);
    }

    private static void requireName(String name) {
        if (name.isBlank() || name.length() > LONGEST_NAME) {
            throw Failure.invalid("/name", "A name has 1 to " + LONGEST_NAME + " characters.");
        }
    }

    @WithTransaction
    Uni<PersonView> edit(Caller caller, String id, Edit edit) {
        if (edit.name() != null) {
            requireName(edit.name());
        }
        return held(id).flatMap(person -> view(person).flatMap(before -> requireAnotherAdmin(person, edit.role())
                .invoke(() -> {
                    person.name = Objects.requireNonNullElse(edit.name(), person.name);
                    person.role =
                            edit.role() == null ? person.role : edit.role().word();
                })
                .chain(people::flush)
                .chain(() -> edit.grants() == null
                        ? Uni.createFrom().voidItem()
                        : grants.replace(GrantRows.Holder.PERSON, id, null, edit.grants()))
                .chain(() -> view(person))
                .call(after -> noteChange(caller, before, after))));
    }

    /** What somebody may do in one project, whatever else. */
    @WithTransaction
    Uni<PersonView> grant(Caller caller, String project, String email, List<Grant> granted) {
        return people.findByEmail(normal(email))
                .onItem()
                .ifNull()
                .failWith(() -> Failure.unknown("person", email))
                .flatMap(person -> held(person.id))
                .flatMap(person -> view(person).flatMap(before -> {
                    for (Grant taken : before.grants()) {
                        if (taken.project().equals(project)) {
                            GrantRows.requireCovered(caller.rights(), taken.granted(), taken.scope());
                        }
                    }
                    return grants.replace(GrantRows.Holder.PERSON, person.id, project, granted)
                            .chain(() -> view(person))
                            .call(after -> noteChange(caller, before, after));
                }));
    }

    private Uni<Void> noteChange(Caller caller, PersonView before, PersonView after) {
        return told(before).equals(told(after))
                ? Uni.createFrom().voidItem()
                : log.note(caller, "person.changed", after.email(), told(before), told(after));
    }

    /** With sessions and links; what the person did stays in the audit. Tokens they made are others' by now, and stay. */
    @WithTransaction
    Uni<Void> remove(Caller caller, String id) {
        return held(id).flatMap(person -> view(person).flatMap(before -> requireAnotherAdmin(person, Role.MEMBER)
                .chain(() -> people.delete(person))
                .chain(people::flush)
                .chain(() -> log.note(caller, "person.removed", before.email(), told(before), null))));
    }

    /** One at a time, so that two admins do not take each other's role away. */
    private Uni<PersonEntity> held(String id) {
        return people.lock().chain(() -> require(id)).call(people::refresh);
    }

    private Uni<Void> requireAnotherAdmin(PersonEntity person, @Nullable Role then) {
        if (!person.role.equals(Role.ADMIN.word()) || then == null || then == Role.ADMIN) {
            return Uni.createFrom().voidItem();
        }
        return people.count("role = ?1 and id <> ?2", Role.ADMIN.word(), person.id)
                .invoke(others -> {
                    if (others == 0) {
                        throw Failure.of(
                                Failure.Kind.CONFLICT,
                                person.email + " is the last admin; make somebody else one before.");
                    }
                })
                .replaceWithVoid();
    }

    private static String told(PersonView person) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("name", person.name());
        told.put("role", person.role());
        told.put("grants", person.grants());
        return Json.write(told);
    }

    static String normal(String email) {
        return email.trim().toLowerCase(Locale.ROOT);
    }
}
