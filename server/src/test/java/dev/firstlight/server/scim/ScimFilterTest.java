package dev.firstlight.server.scim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples of RFC 7644, and what directories send. */
class ScimFilterTest {

    private static final JsonNode PERSON = Json.read("""
            {"userName": "bjensen", "title": "Tour \\"Guide\\"", "userType": "Employee", "active": true, "age": 41,
             "name": {"familyName": "O'Malley"},
             "emails": [{"type": "work", "value": "bjensen@example.com"}, {"type": "home", "value": "bj@example.org"}],
             "meta": {"lastModified": "2011-05-13T04:42:34Z"}}""");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            value = {
                "userName eq \"bjensen\" | true",
                "USERNAME Eq \"BJensen\" | true",
                "name.familyName co \"O'Malley\" | true",
                "userName sw \"J\" | false",
                "urn:ietf:params:scim:schemas:core:2.0:User:userName sw \"b\" | true",
                "title pr | true",
                "nickName pr | false",
                "title eq \"Tour \\\"Guide\\\"\" | true",
                "meta.lastModified gt \"2011-05-13T04:42:34Z\" | false",
                "meta.lastModified ge \"2011-05-13T04:42:34Z\" | true",
                "meta.lastModified lt \"2012\" | true",
                "age gt 9 | true",
                "age le 40 | false",
                "active eq true | true",
                "title pr and userType eq \"Employee\" | true",
                "title pr or userType eq \"Intern\" | true",
                "userType eq \"Intern\" or title pr and active eq false | false",
                "userType eq \"Employee\" and (emails co \"example.com\" or emails.value co \"example.net\") | true",
                "userType ne \"Employee\" and not (emails co \"example.com\" or emails.value co \"example.org\") | false",
                "emails[type eq \"work\" and value co \"@example.com\"] | true",
                "emails[type eq \"home\" and value co \"@example.com\"] | false",
                "userName ne \"other\" | true",
                "userName ew \"sen\" | true"
            })
    void filtersSayWhatTheyMean(String filter, boolean expected) {
        assertThat(ScimFilter.read(filter).test(PERSON)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "userName",
                "userName eq",
                "userName like \"x\"",
                "userName eq x",
                "(userName pr",
                "userName pr)",
                "userName eq \"x",
                "and",
                "not userName pr",
                "emails[type eq \"x\"",
                "\"x\" eq \"y\"",
                "a eq {}"
            })
    void whatIsNoFilterIsRefused(String filter) {
        assertThatThrownBy(() -> ScimFilter.read(filter))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("no filter");
    }

    private static JsonNode patched(String operations) {
        return ScimPatch.apply(
                (ObjectNode) Json.read("{\"Operations\": [" + operations + "]}"), ((ObjectNode) PERSON).deepCopy());
    }

    @Test
    void operationsChangeWhatTheirPathNames() {
        assertThat(patched("{\"op\":\"Replace\",\"path\":\"name.givenName\",\"value\":\"B\"}")
                        .at("/name/givenName")
                        .asText())
                .isEqualTo("B");
        assertThat(patched("{\"op\":\"replace\",\"path\":\"emails[type eq \\\"work\\\"].value\",\"value\":\"x@y\"}")
                        .at("/emails/0/value")
                        .asText())
                .isEqualTo("x@y");
        assertThat(patched("{\"op\":\"remove\",\"path\":\"emails[type eq \\\"work\\\"]\"}")
                        .path("emails"))
                .hasSize(1);
        assertThat(patched(
                                "{\"op\":\"add\",\"path\":\"emails\",\"value\":[{\"value\":\"bj@example.org\"},{\"value\":\"n@e\"}]}")
                        .path("emails"))
                .hasSize(3);
        assertThat(patched("{\"op\":\"remove\",\"path\":\"emails\",\"value\":[{\"value\":\"bj@example.org\"}]}")
                        .path("emails"))
                .hasSize(1);
        assertThat(patched("{\"op\":\"add\",\"value\":{\"name.givenName\":\"B\",\"ACTIVE\":false}}")
                        .path("active")
                        .asBoolean())
                .isFalse();
        assertThat(patched("{\"op\":\"remove\",\"path\":\"title\"}").has("title"))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{\"op\":\"fly\",\"path\":\"title\",\"value\":1}",
                "{\"op\":\"remove\"}",
                "{\"op\":\"add\",\"path\":\"title\"}",
                "{\"op\":\"add\",\"value\":[1]}",
                "{\"op\":\"replace\",\"path\":\"a.b.c\",\"value\":1}",
                "{\"op\":\"replace\",\"path\":\"emails[type\",\"value\":1}",
                "{\"op\":\"replace\",\"path\":\"emails[type eq \\\"no\\\"].value\",\"value\":1}"
            })
    void whatIsNoOperationIsRefused(String operation) {
        assertThatThrownBy(() -> patched(operation)).isInstanceOf(Failure.class);
    }
}
