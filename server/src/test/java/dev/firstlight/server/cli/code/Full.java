package dev.firstlight.server.cli.code;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstlight.server.support.Api;
import io.restassured.response.Response;
import java.util.function.Supplier;

/** A project that has everything in it, made through the API; some of it spelled as YAML's traps are. */
final class Full {

    private final String project;

    private Full(String project) {
        this.project = project;
    }

    static String project() {
        String key = Api.project();
        new Full(key).fill();
        return key;
    }

    private void fill() {
        send("POST", "/environments", "{'key': 'staging', 'name': 'no'}");
        send(
                "PUT",
                "/regions/nz",
                "{'name': 'Aotearoa', 'countries': ['NZ', 'CK'], 'latitude': -41.5, 'longitude': 174}");
        send("PUT", "/region-groups/oceania", "{'regions': ['nz', 'au']}");
        send("PUT", "/environments/production/segments/staff", "{'included': ['on', '1e3', '010'], 'excluded': ['~']}");
        send(
                "PUT",
                "/environments/production/segments/beta",
                "{'name': 'yes', 'when': {'any': [{'segment': 'staff'}, {'not': {'attribute': 'plan', 'op': 'in',"
                        + " 'values': ['off', '12:30', 'null']}}]}}");
        send("PUT", "/environments/staging/segments/crowd", "{}");
        send("POST", "/environments/staging/segments/crowd/keys", "{'add': ['alice', 'bob']}");
        flags();
        targetings();
        tests();
    }

    private void flags() {
        send("POST", "/flags", "{'key': 'on', 'type': 'boolean', 'variants': {'on': true, 'off': false}}");
        send(
                "POST",
                "/flags",
                "{'key': 'banner', 'name': 'The banner: #1', 'description': 'Two\\n  lines\\n', 'owner': 'crew',"
                        + " 'lifetime': 'P30D', 'tags': ['yes', 'b', 'a'], 'links': [{'url': 'https://example.com/1',"
                        + " 'title': 'Ticket'}], 'type': 'string', 'variants': {'y': 'yes', 'n': '1e3', '1': ' ',"
                        + " 'null': '2024-01-01'}, 'offVariant': 'n', 'clientVisible': true, 'salt': 'null'}");
        send("POST", "/flags", "{'key': 'limit', 'type': 'integer', 'variants': {'low': 1, 'high': 1000000000000}}");
        send("POST", "/flags", "{'key': 'rate', 'type': 'number', 'variants': {'a': 0.1, 'b': 1e300, 'c': 2.0}}");
        send(
                "POST",
                "/flags",
                "{'key': 'layout', 'type': 'object', 'schema': {'type': 'object', 'required': ['z'],"
                        + " 'properties': {'z': {'type': 'number'}}}, 'variants': {'wide': {'z': 1, 'a': {'no': null,"
                        + " 'deep': [1, 'off', {'y': []}]}}, 'narrow': {'z': 2.5}}, 'offVariant': 'narrow'}");
    }

    private void targetings() {
        targeting("production", "on", "{'enabled': true, 'default': {'variant': 'on'}}");
        targeting(
                "production",
                "banner",
                "{'enabled': true, 'offVariant': 'null', 'prerequisites': [{'flag': 'on', 'variants': ['on']}],"
                        + " 'targets': [{'variant': 'y', 'keys': ['on', 'off', '0x10']}], 'rules': ["
                        + "{'id': 'staff', 'note': 'ours: first', 'when': {'segment': 'beta'}, 'serve': {'variant': '1'}},"
                        + "{'id': 'no', 'when': {'all': [{'attribute': 'age', 'op': '>=', 'values': [18]},"
                        + " {'attribute': 'country', 'op': 'in', 'values': ['NO', 'YES']}]}, 'serve': {'split': {"
                        + "'by': 'company', 'salt': 'y', 'regions': [{'in': ['oceania'], 'ranges': ["
                        + "{'to': 10000, 'variant': 'y'}, {'to': 100000, 'variant': 'n'}]}],"
                        + " 'ranges': [{'to': 100000, 'variant': 'n'}]}}}],"
                        + " 'default': {'split': {'ranges': [{'to': 33333, 'variant': 'y'},"
                        + " {'to': 100000, 'variant': 'n'}]}}}");
        targeting("staging", "limit", "{'enabled': true, 'default': {'variant': 'high'}}");
        targeting(
                "staging",
                "layout",
                "{'enabled': true, 'prerequisites': [{'flag': 'limit', 'variants': ['high']}], 'rules': [{'id': 'r',"
                        + " 'when': {'segment': 'crowd'}, 'serve': {'variant': 'wide'}}]}");
    }

    private void tests() {
        String path = path("/flags/banner/environments/production");
        accepted(() -> Api.admin()
                .header("If-Match", Api.admin().get(path).header("ETag"))
                .body(("{'tests': [{'name': 'no', 'context': {'targetingKey': 'on', 'age': 17, 'nothing': null},"
                                + " 'expect': {'variant': 'y', 'value': 'yes'}}]}")
                        .replace('\'', '"'))
                .put(path + "/tests"));
    }

    private void targeting(String environment, String flag, String patch) {
        String path = path("/flags/" + flag + "/environments/" + environment);
        accepted(() -> Api.admin()
                .header("If-Match", Api.admin().get(path).header("ETag"))
                .body(patch.replace('\'', '"'))
                .patch(path));
    }

    private static void accepted(Supplier<Response> request) {
        Response response = request.get();
        assertThat(response.statusCode()).as(response.asString()).isBetween(200, 299);
    }

    private void send(String method, String path, String body) {
        accepted(() -> Api.admin().body(body.replace('\'', '"')).request(method, path(path)));
    }

    private String path(String path) {
        return "/api/v1/projects/" + project + path;
    }
}
