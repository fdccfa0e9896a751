package dev.firstlight.server.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.anEmptyMap;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import dev.firstlight.server.support.Api;
import dev.firstlight.server.support.Database;
import dev.firstlight.server.support.FlagApi;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Database.class)
class ChangeRequestTest {

    /** One crew for all tests: to sign in takes its time, by design. */
    private static final class Crew {
        static final Person ANN = Person.of("Ann", "editor");
        static final Person BOB = Person.of("Bob", "approver");
        static final Person CID = Person.of("Cid", "approver");
        static final Person DAN = Person.of("Dan", "admin");
    }

    private Person ann;
    private Person bob;
    private Person cid;
    private Person dan;

    @BeforeEach
    void people() {
        ann = Crew.ANN;
        bob = Crew.BOB;
        cid = Crew.CID;
        dan = Crew.DAN;
    }

    @Test
    void anEditIsAskedForLookedAtApprovedAndApplied() {
        Asking asking = Asking.of(2);
        String id = asking.ask(ann, """
                        {"title": "Open the till", "comment": "tested", "flags": {
                          "checkout": [{"kind": "turnOn"}],
                          "search": [{"kind": "addTarget", "variant": "on", "keys": ["alice"]}]},
                         "segments": {"beta": [{"kind": "addIncluded", "keys": ["bob"]},
                          {"kind": "setName", "name": "Beta testers"}]}}""")
                .statusCode(201)
                .body("state", equalTo("OPEN"))
                .body("approvalsNeeded", equalTo(2))
                .body("needsMe", equalTo(false))
                .body("versions.flags.checkout", equalTo(1))
                .body("versions.segments.beta", equalTo(0))
                .body("difference.flags.checkout.kind", contains("turnedOn"))
                .body("difference.segments.beta.kind", hasItems("segmentAdded", "nameChanged"))
                .body("dryRun.moved.checkout", notNullValue())
                .body("dryRun.instances", notNullValue())
                .body("history.kind", contains("CREATED"))
                .extract()
                .path("id");
        asking.apply(ann, id).statusCode(409).body("detail", containsString("needs 2 approvals and has 0"));
        asking.approve(bob, id).statusCode(200).body("state", equalTo("OPEN")).body("approvals", hasSize(1));
        asking.approve(bob, id).statusCode(200).body("approvals", hasSize(1));
        asking.apply(ann, id).statusCode(409);
        asking.approve(cid, id).statusCode(200).body("state", equalTo("APPROVED"));
        int revision = Api.admin().get(asking.environment()).path("revision");
        asking.apply(ann, id)
                .statusCode(200)
                .body("state", equalTo("APPLIED"))
                .body("revision", equalTo(revision + 1))
                .body("history.kind", contains("CREATED", "APPROVED", "APPROVED", "APPLIED"));
        Api.admin().get(asking.environment()).then().body("revision", equalTo(revision + 1));
        assertThat(asking.isOn("checkout")).isTrue();
        Api.admin()
                .get(asking.environment() + "/segments/beta")
                .then()
                .body("included", contains("bob"))
                .body("name", equalTo("Beta testers"));
        Api.admin()
                .get("/api/v1/projects/" + asking.project() + "/audit?limit=20")
                .then()
                .body("items.action", hasItems("change-request.created", "change-request.approved"))
                .body("items.action", hasItems("change-request.applied", "flag.changed", "segment.created"))
                .body(
                        "items.find { it.action == 'flag.changed' }.comment",
                        equalTo("Change request " + id + " \"Open the till\" of Ann, approved by Bob, Cid."));
        asking.apply(ann, id).statusCode(409).body("detail", containsString("APPLIED"));
    }

    @Test
    void nobodyApprovesWhatTheyAskedForAndOnlyApproversApprove() {
        Asking asking = Asking.of(1);
        String id = asking.turnOn(bob, "checkout");
        asking.approve(bob, id).statusCode(403).body("detail", containsString("You asked for this"));
        asking.approve(ann, id).statusCode(403).body("detail", containsString("none of those who approve"));
        // Nor with a token of one's own.
        String own = asking.turnOn(dan, "checkout");
        Api.with(dan.token("admin"))
                .body(Map.of("digest", asking.digest(own)))
                .post(asking.requests() + "/" + own + "/approvals")
                .then()
                .statusCode(403)
                .body("detail", containsString("a token of yours"));
        asking.settings(Map.of("approvers", List.of("editor")), "everybody");
        asking.approve(ann, id).statusCode(200).body("state", equalTo("APPROVED"));
        asking.settings(Map.of("approvers", List.of("admin")), "only we");
        asking.approve(bob, own).statusCode(403);
    }

    @Test
    void aPersonAndTheirTokenAreOne() {
        Asking asking = Asking.of(2);
        String id = asking.turnOn(ann, "checkout");
        asking.approve(dan, id).statusCode(200).body("approvals", hasSize(1));
        Api.with(dan.token("approver"))
                .body(Map.of("digest", asking.digest(id)))
                .post(asking.requests() + "/" + id + "/approvals")
                .then()
                .statusCode(200)
                .body("approvals", hasSize(1))
                .body("state", equalTo("OPEN"));
    }

    @Test
    void whatChangedMeanwhileIsComparedRebasedAndApprovedAnew() {
        Asking asking = Asking.of(1);
        String id = asking.ask(ann, """
                        {"title": "More", "flags": {"checkout": [{"kind": "turnOn"},
                          {"kind": "addTarget", "variant": "on", "keys": ["alice"]}]}}""").statusCode(201).extract().path("id");
        String digest = asking.digest(id);
        asking.approve(bob, id).statusCode(200);
        asking.override("checkout", "[{\"kind\": \"turnOn\"}]");
        asking.apply(ann, id)
                .statusCode(412)
                .body("current.flags.checkout.seen", equalTo(1))
                .body("current.flags.checkout.now", equalTo(2))
                .body("current.segments", anEmptyMap())
                .body("detail", containsString("rebase"));
        asking.rebase(ann, id)
                .statusCode(200)
                .body("state", equalTo("OPEN"))
                .body("approvals", hasSize(0))
                .body("digest", not(equalTo(digest)))
                .body("history.kind", contains("CREATED", "APPROVED", "REBASED"));
        asking.approve(bob, id, digest).statusCode(409).body("detail", containsString("another"));
        asking.apply(ann, id).statusCode(409);
        asking.approve(bob, id).statusCode(200);
        asking.apply(ann, id).statusCode(200).body("state", equalTo("APPLIED"));
    }

    @Test
    void aRebaseToTheSameDifferenceKeepsApprovals() {
        Asking asking = Asking.of(1);
        String id = asking.turnOn(ann, "checkout");
        asking.approve(bob, id).statusCode(200);
        asking.override("checkout", "[{\"kind\": \"addTarget\", \"variant\": \"on\", \"keys\": [\"alice\"]}]");
        asking.apply(ann, id).statusCode(412);
        asking.rebase(cid, id)
                .statusCode(200)
                .body("state", equalTo("APPROVED"))
                .body("approvals", hasSize(1));
        asking.apply(cid, id).statusCode(200);
        assertThat(asking.isOn("checkout")).isTrue();
    }

    @Test
    void itIsRejectedOrWithdrawnAndThenOver() {
        Asking asking = Asking.of(1);
        String rejected = asking.turnOn(ann, "checkout");
        ann.ask()
                .body(Map.of("comment", "no"))
                .post(asking.requests() + "/" + rejected + "/rejections")
                .then()
                .statusCode(403);
        bob.ask()
                .body(Map.of("comment", "not today"))
                .post(asking.requests() + "/" + rejected + "/rejections")
                .then()
                .statusCode(200)
                .body("state", equalTo("REJECTED"));
        asking.approve(cid, rejected).statusCode(409);
        asking.rebase(ann, rejected).statusCode(409);
        String withdrawn = asking.turnOn(ann, "checkout");
        bob.ask().delete(asking.requests() + "/" + withdrawn).then().statusCode(403);
        ann.ask().delete(asking.requests() + "/" + withdrawn).then().statusCode(204);
        ann.ask().delete(asking.requests() + "/" + withdrawn).then().statusCode(409);
        String other = asking.turnOn(ann, "checkout");
        dan.ask().delete(asking.requests() + "/" + other).then().statusCode(204);
        assertThat(asking.isOn("checkout")).isFalse();
    }

    @Test
    void itIsFoundByStateAndByWhomItNeeds() {
        Asking asking = Asking.of(2);
        String first = asking.turnOn(ann, "checkout");
        String second = asking.turnOn(bob, "search");
        bob.ask()
                .get(asking.requests() + "?needsMe=true")
                .then()
                .body("items.id", contains(first))
                .body("items.needsMe", contains(true));
        asking.approve(bob, first).statusCode(200);
        bob.ask().get(asking.requests() + "?needsMe=true").then().body("items", hasSize(0));
        cid.ask().get(asking.requests() + "?needsMe=true").then().body("items.id", contains(second, first));
        ann.ask().get(asking.requests() + "?needsMe=true").then().body("items", hasSize(0));
        ann.ask().get(asking.requests() + "?state=open").then().body("items.id", contains(second, first));
        ann.ask().get(asking.requests() + "?state=APPLIED").then().body("items", hasSize(0));
        String cursor = ann.ask()
                .get(asking.requests() + "?limit=1")
                .then()
                .body("items.id", contains(second))
                .extract()
                .path("nextCursor");
        ann.ask().get(asking.requests() + "?limit=1&cursor=" + cursor).then().body("items.id", contains(first));
        ann.ask().get(asking.requests() + "?state=lost").then().statusCode(422);
    }

    @Test
    void inAnEmergencyAnAdminDoesWithout() {
        Asking asking = Asking.of(1);
        String id = asking.turnOn(ann, "checkout");
        String apply = asking.requests() + "/" + id + "/apply?overrideApproval=true";
        ann.ask().post(apply + "&comment=now").then().statusCode(403);
        dan.ask().post(apply).then().statusCode(422).body("errors[0].pointer", equalTo("/comment"));
        dan.ask()
                .post(apply + "&comment=it+burns")
                .then()
                .statusCode(200)
                .body("state", equalTo("APPLIED"))
                .body("history.kind", hasItem("OVERRIDDEN"));
        Api.admin()
                .get("/api/v1/projects/" + asking.project() + "/audit?limit=5")
                .then()
                .body("items.action", hasItems("approval.overridden", "change-request.overridden"));
    }

    @Test
    void itIsAppliedAtItsTimeOrSaysWhyNot() {
        Asking asking = Asking.of(1);
        String soon = Instant.now().plusSeconds(4).toString();
        String good = scheduled(asking, "checkout", soon);
        String stale = scheduled(asking, "search", soon);
        String unapproved = scheduled(asking, "search", soon);
        asking.approve(bob, good).statusCode(200).body("state", equalTo("SCHEDULED"));
        asking.approve(bob, stale).statusCode(200).body("state", equalTo("SCHEDULED"));
        asking.apply(ann, good).statusCode(409).body("detail", containsString("is applied then"));
        asking.override("search", "[{\"kind\": \"addTarget\", \"variant\": \"on\", \"keys\": [\"alice\"]}]");
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> asking.state(good)
                .equals("APPLIED"));
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> asking.state(stale)
                .equals("FAILED"));
        assertThat(asking.isOn("checkout")).isTrue();
        assertThat(asking.isOn("search")).isFalse();
        assertThat(asking.state(unapproved)).isEqualTo("OPEN");
        asking.get(stale).body("outcome", containsString("rebase"));
        asking.rebase(ann, stale)
                .statusCode(200)
                .body("state", equalTo("APPROVED"))
                .body("approvals", hasSize(1));
        asking.apply(ann, stale).statusCode(200);
        assertThat(asking.isOn("search")).isTrue();
    }

    private String scheduled(Asking asking, String flag, String at) {
        return asking.ask(
                        ann,
                        "{\"title\": \"Later\", \"applyAt\": \"" + at + "\", \"flags\": {\"" + flag
                                + "\": [{\"kind\": \"turnOn\"}]}}")
                .statusCode(201)
                .body("state", equalTo("OPEN"))
                .extract()
                .path("id");
    }

    @Test
    void whatMakesNoSenseIsRefusedAtItsPlace() {
        Asking asking = Asking.of(1);
        refused(asking, "{\"title\": \" \", \"flags\": {\"checkout\": [{\"kind\": \"turnOn\"}]}}", 422, "/title");
        refused(asking, "{\"title\": \"x\"}", 422, "/flags");
        refused(asking, "{\"title\": \"x\", \"flags\": {}, \"more\": 1}", 400, "/more");
        refused(asking, "{\"title\": \"x\", \"flags\": {\"none\": [{\"kind\": \"turnOn\"}]}}", 422, "/flags/none");
        refused(
                asking,
                "{\"title\": \"x\", \"flags\": {\"checkout\": [{\"kind\": \"turn\"}]}}",
                422,
                "/flags/checkout/0/kind");
        refused(
                asking,
                "{\"title\": \"x\", \"segments\": {\"beta\": [{\"kind\": \"add\"}]}}",
                422,
                "/segments/beta/0/kind");
        refused(asking, "{\"title\": \"x\", \"flags\": {\"checkout\": [{\"kind\": \"turnOff\"}]}}", 422, "");
        refused(
                asking,
                "{\"title\": \"x\", \"applyAt\": \"2020-01-01T00:00:00Z\", \"flags\": {\"checkout\":"
                        + " [{\"kind\": \"turnOn\"}]}}",
                422,
                "/applyAt");
    }

    private void refused(Asking asking, String body, int status, String pointer) {
        asking.ask(ann, body).statusCode(status).body("errors[0].pointer", equalTo(pointer));
    }

    @Test
    void theSameRequestSentAgainIsOne() {
        Asking asking = Asking.of(1);
        String body = "{\"title\": \"Once\", \"flags\": {\"checkout\": [{\"kind\": \"turnOn\"}]}}";
        String id = ann.ask()
                .header("Idempotency-Key", "once-" + asking.project())
                .body(body)
                .post(asking.requests())
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        ann.ask()
                .header("Idempotency-Key", "once-" + asking.project())
                .body(body)
                .post(asking.requests())
                .then()
                .statusCode(201)
                .body("id", equalTo(id));
        Api.admin().get(asking.requests()).then().body("items", hasSize(1));
    }

    @Test
    void aReleaseStartsOnceOthersApprovedIt() {
        Asking asking = Asking.of(1);
        asking.override("checkout", "[{\"kind\": \"turnOn\"}]");
        String releases = "/api/v1/projects/" + asking.project() + "/releases";
        String id = dan.ask()
                .body("{\"environment\": \"production\", \"flag\": \"checkout\", \"treatment\": \"on\","
                        + " \"plan\": {\"stages\": [{\"regions\": \"all\", \"percent\": 10}]}}")
                .post(releases)
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        dan.ask().post(releases + "/" + id + "/start").then().statusCode(403);
        dan.ask().post(releases + "/" + id + "/approve").then().statusCode(403);
        bob.ask().post(releases + "/" + id + "/approve").then().statusCode(200).body("state", equalTo("DRAFT"));
        dan.ask().post(releases + "/" + id + "/start").then().statusCode(200).body("state", equalTo("RUNNING"));
        dan.ask().post(releases + "/" + id + "/rollback").then().statusCode(200);
        assertThat(Api.admin().get(FlagApi.path(asking.project(), "checkout")).<String>path("default.variant"))
                .isEqualTo("off");
    }
}
