package dev.firstlight.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstlight.core.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutcomesJsonTest {

    private static final String HEAD = "{\"release\":\"r\",\"metric\":\"m\",\"units\":[\"a\",\"b\"]";

    @Test
    void writesWhatItReads() throws IOException {
        for (String rest :
                List.of("}", ",\"values\":[1.5,-3]}", ",\"values\":[0,2],\"counts\":[1,7]}", ",\"counts\":[2,2]}")) {
            List<Problem> problems = new ArrayList<>();
            TelemetryBatch.Outcomes outcomes = OutcomesJson.read(Json.parse(HEAD + rest), "", problems);
            assertThat(problems).isEmpty();
            assertThat(outcomes).isNotNull();
            assertThat(OutcomesJson.write(java.util.Objects.requireNonNull(outcomes))
                            .toString())
                    .isEqualTo(HEAD + rest);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"values\":[1]                | /values",
                "\"values\":[1,2,3]            | /values",
                "\"values\":[1,\"2\"]          | /values/1",
                "\"values\":[1,null]           | /values/1",
                "\"values\":[1,1e999]          | /values/1",
                "\"counts\":[1]                | /counts",
                "\"counts\":[1,0]              | /counts/1",
                "\"counts\":[1,-1]             | /counts/1",
                "\"counts\":[1,1.5]            | /counts/1",
                "\"counts\":[9007199254740992,1] | /counts/0"
            })
    void saysWhatIsWrong(String member, String pointer) throws IOException {
        List<Problem> problems = new ArrayList<>();
        OutcomesJson.read(Json.parse(HEAD + "," + member.strip() + "}"), "", problems);
        assertThat(problems).extracting(Problem::pointer).contains(pointer.strip());
    }
}
