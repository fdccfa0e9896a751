package dev.firstlight.server.access;

import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Ids;
import dev.firstlight.server.platform.Json;
import dev.firstlight.server.platform.Page;
import io.quarkus.hibernate.reactive.panache.Panache;
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
    private final TeamRepository teams;
    private final Roles roles;
    private final GrantRows grants;
    private final Passwords passwords;
    private final PasswordRules rules;
    private final AccessLog log;

    People(
            PersonRepository people,
            TeamRepository teams,
            Roles roles,
            GrantRows grants,
            Passwords passwords,
            PasswordRules rules,
            AccessLog log) {
        this.people = people;
        this.teams = teams;
        this.roles = roles;
        this.grants = grants;
        this.passwords = passwords;
        this.rules = rules;
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
            String role,
            @Nullable List<Grant> grants,
            @Nullable String password) {}

    /** What is to be otherwise; null for what stays. */
    record Edit(
            @Nullable String name,
            @Nullable String role,
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

    /** Refuses to act upon somebody who may do what the caller may not. */
    @WithSession
    Uni<Void> requireOver(Caller caller, String id) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(
                                "SELECT " + GrantRows.RIGHTS_OF_PERSON + " FROM person p WHERE p.id = ?1", String.class)
                        .setParameter(1, id)
                        .getSingleResultOrNull())
                .onItem()
                .ifNull()
                .failWith(() -> Failure.unknown("person", id))
                .invoke(rights -> {
                    if (!caller.rights().cover(Rights.read(rights))) {
                        throw Failure.of(
                                Failure.Kind.FORBIDDEN, "This person may do what you may not; ask somebody who may.");
                    }
                })
                .replaceWithVoid();
    }

    /** A person with what was granted. */
    Uni<PersonView> view(PersonEntity person) {
        return grants.of(GrantRows.Holder.PERSON, person.id)
                .flatMap(granted -> teams.keysOf(person.id).map(keys -> person.view(granted, keys)));
    }

    @WithTransaction
    Uni<PersonView> add(Caller caller, Wanted wanted) {
        String address = requireEmail(wanted.email());
        requireName(wanted.name());
        return roles.book().flatMap(book -> {
            book.check(wanted.role(), "/role", caller.rights());
            List<Grant> given = book.check(wanted.grants(), caller.rights());
            return people.findByEmail(address).flatMap(existing -> {
                if (existing != null) {
                    throw Failure.of(Failure.Kind.CONFLICT, "There is a person with this email already.");
                }
                return add(caller, address, wanted, given);
            });
        });
    }

    private Uni<PersonView> add(Caller caller, String address, Wanted wanted, List<Grant> given) {
        PersonEntity person = new PersonEntity();
        person.id = Ids.next();
        person.email = address;
        person.name = wanted.name();
        person.role = wanted.role();
        return hashed(wanted)
                .invoke(hash -> person.passwordHash = hash)
                .chain(() -> people.persistAndFlush(person))
                .chain(() -> grants.replace(GrantRows.Holder.PERSON, person.id, null, given))
                .chain(() -> view(person))
                .call(view -> log.note(caller, "person.added", view.email(), null, told(view)));
    }

    private Uni<@Nullable String> hashed(Wanted wanted) {
        String password = wanted.password();
        if (password == null) {
            return Uni.createFrom().nullItem();
        }
        rules.require("/password", password, wanted.email(), wanted.name());
        return passwords.hash(password);
    }

    /** The address as it is kept; refuses what is none. */
    static String requireEmail(String email) {
        String address = normal(email);
        if (!EMAIL.matcher(address).matches() || address.length() > LONGEST_EMAIL) {
            throw Failure.invalid("/email", "This is no email address: \"" + email + "\".");
        }
        return address;
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
        return roles.book().flatMap(book -> held(id).flatMap(person -> view(person)
                .invoke(before -> requireAllowed(book, caller, before, edit))
                .call(before -> requireAnotherAdmin(person, edit.role()))
                .flatMap(before -> {
                    List<Grant> given = edit.grants() == null ? List.of() : edit.grants();
                    person.name = Objects.requireNonNullElse(edit.name(), person.name);
                    person.role = Objects.requireNonNullElse(edit.role(), person.role);
                    return people.flush()
                            .chain(() -> edit.grants() == null
                                    ? Uni.createFrom().voidItem()
                                    : grants.replace(GrantRows.Holder.PERSON, id, null, given))
                            .chain(() -> view(person))
                            .call(after -> noteChange(caller, before, after));
                })));
    }

    /** Refuses to give or take what the editor has not. */
    private static void requireAllowed(RoleBook book, Caller caller, PersonView before, Edit edit) {
        if (edit.role() != null && !edit.role().equals(before.role())) {
            book.check(edit.role(), "/role", caller.rights());
            book.checkTaken(before.role(), List.of(), caller.rights());
        }
        if (edit.grants() != null) {
            book.checkTaken(before.grants(), caller.rights());
            book.check(edit.grants(), caller.rights());
        }
    }

    /** What somebody may do in one project, whatever else. */
    @WithTransaction
    Uni<PersonView> grant(Caller caller, String project, String email, List<Grant> asked) {
        return roles.book().flatMap(book -> {
            List<Grant> given = book.check(asked, caller.rights());
            return people.findByEmail(normal(email))
                    .onItem()
                    .ifNull()
                    .failWith(() -> Failure.unknown("person", email))
                    .flatMap(person -> held(person.id))
                    .flatMap(person -> view(person)
                            .invoke(before -> book.checkTaken(Grant.in(project, before.grants()), caller.rights()))
                            .flatMap(before -> grants.replace(GrantRows.Holder.PERSON, person.id, project, given)
                                    .chain(() -> view(person))
                                    .call(after -> noteChange(caller, before, after))));
        });
    }

    private Uni<Void> noteChange(Caller caller, PersonView before, PersonView after) {
        return told(before).equals(told(after))
                ? Uni.createFrom().voidItem()
                : log.note(caller, "person.changed", after.email(), told(before), told(after));
    }

    /** With sessions and links; what the person did stays in the audit. Tokens they made are others' by now, and stay. */
    @WithTransaction
    Uni<Void> remove(Caller caller, String id) {
        return roles.book().flatMap(book -> held(id).flatMap(person -> view(person)
                .invoke(before -> book.checkTaken(before.role(), before.grants(), caller.rights()))
                .flatMap(before -> requireAnotherAdmin(person, Role.MEMBER.word())
                        .chain(() -> people.delete(person))
                        .chain(people::flush)
                        .chain(() -> log.note(caller, "person.removed", before.email(), told(before), null)))));
    }

    /** One at a time, so that two admins do not take each other's role away. */
    private Uni<PersonEntity> held(String id) {
        return people.lock().chain(() -> require(id)).call(people::refresh);
    }

    /** Refuses to lock the last admin out. */
    Uni<Void> requireAnotherAdmin(PersonEntity person) {
        return people.lock().chain(() -> requireAnotherAdmin(person, Role.MEMBER.word()));
    }

    private Uni<Void> requireAnotherAdmin(PersonEntity person, @Nullable String then) {
        if (!person.role.equals(Role.ADMIN.word()) || then == null || then.equals(Role.ADMIN.word())) {
            return Uni.createFrom().voidItem();
        }
        return people.count("role = ?1 and active = true and id <> ?2", Role.ADMIN.word(), person.id)
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
