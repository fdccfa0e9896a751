package dev.firstlight.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RightsTest {

    private static final Rights SHOP = new Rights(
            Role.MEMBER.permissions(),
            List.of(
                    granted("shop", null, Role.EDITOR),
                    granted("shop", "production", Role.RELEASER),
                    granted("bank", "staging", Role.APPROVER)),
            Set.of());

    private static Rights.Granted granted(String project, @Nullable String environment, Role role) {
        return new Rights.Granted(new Scope(project, environment), role.word(), role.permissions());
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/projects/shop,shop,",
        "/api/v1/projects/shop/,shop,",
        "/api/v1/projects/shop/flags/f/environments/production/changes,shop,production",
        "/api/v1/projects/shop/environments/production,shop,production",
        "/api/v1/projects/shop/environments/,shop,",
        "/api/v1/projects/shop/flags/environments,shop,",
        "/api/v1/projects/sh%6Fp/environments/pr%6Fd,shop,prod",
        "/api/v1/projects/a+b,a+b,",
        "/api/v1/projects/%zz,%zz,",
        "/api/v1/projects,,",
        "/api/v1/people/shop,,",
        "/sdk/v1/ruleset,,"
    })
    void aPathSaysWhereItIs(String path, String project, String environment) {
        assertThat(Scope.of(path)).isEqualTo(new Scope(project, environment));
    }

    @Test
    void rightsAddUp() {
        assertThat(SHOP.in(new Scope("shop", "production"))).contains(Role.EDIT, Role.RELEASE);
        assertThat(SHOP.in(new Scope("shop", "staging")))
                .contains(Role.EDIT)
                .doesNotContain(Role.RELEASE, Role.RELEASE_SOMEWHERE);
        assertThat(SHOP.in(new Scope("shop", null)))
                .contains(Role.EDIT, Role.RELEASE_SOMEWHERE)
                .doesNotContain(Role.RELEASE);
    }

    @Test
    void whoMayDoAnythingInAProjectMayLookAtAllOfIt() {
        assertThat(SHOP.in(new Scope("bank", null)))
                .containsExactlyInAnyOrder(Role.BELONG, Role.VIEW, Role.EDIT_SOMEWHERE, Role.APPROVE_SOMEWHERE);
        assertThat(SHOP.in(new Scope("bank", "production")))
                .containsExactlyInAnyOrder(Role.BELONG, Role.VIEW, Role.EDIT_SOMEWHERE);
    }

    @Test
    void elsewhereTheyAreNobody() {
        assertThat(SHOP.in(new Scope("mine", null))).containsExactly(Role.BELONG);
        assertThat(SHOP.in(Scope.NOWHERE)).containsExactly(Role.BELONG);
        assertThat(SHOP.projects()).isEqualTo(Set.of("shop", "bank"));
        assertThat(SHOP.seeAll()).isFalse();
    }

    @Test
    void nobodyGivesWhatTheyHaveNot() {
        Rights admin = new Rights(Role.MEMBER.permissions(), List.of(granted("shop", null, Role.ADMIN)), Set.of());
        assertThat(admin.cover(Role.ADMIN.permissions(), new Scope("shop", "production")))
                .isTrue();
        assertThat(admin.cover(Role.ADMIN.permissions(), new Scope("shop", null)))
                .isTrue();
        assertThat(admin.cover(Role.VIEWER.permissions(), new Scope("bank", null)))
                .isFalse();
        assertThat(admin.cover(Role.VIEWER.permissions(), Scope.NOWHERE)).isFalse();
        assertThat(SHOP.cover(Role.RELEASER.permissions(), new Scope("shop", null)))
                .isFalse();
    }
}
