package dev.firstlight.example.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstlight.TestServer;
import dev.firstlight.client.FlagClient;
import dev.firstlight.core.Context;
import dev.firstlight.core.UnitHash;
import dev.firstlight.servlet.RequestOutcomeFilter;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import org.apache.catalina.Wrapper;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The filter for servlets in a Tomcat without Spring. */
@Timeout(60)
class ServletFilterTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @TempDir
    Path directory;

    /** Ends as it is told to. */
    private static final class Shop extends HttpServlet {

        private static final long serialVersionUID = 1;

        private final transient FlagClient flags;

        Shop(FlagClient flags) {
            this.flags = flags;
        }

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response)
                throws ServletException, IOException {
            flags.boolValue("new-checkout", Context.of(request.getParameter("user")), false);
            switch (request.getParameter("ends")) {
                case "well" -> response.getWriter().print("well");
                case "badly" -> response.sendError(503);
                case "with an exception" -> throw new ServletException("broken");
                case "later" -> {
                    AsyncContext later = request.startAsync();
                    later.start(() -> {
                        response.setStatus(500);
                        later.complete();
                    });
                }
                case "too late" -> request.startAsync().setTimeout(50);
                default -> throw new IllegalArgumentException();
            }
        }
    }

    @Test
    void tellsHowRequestsEnd() throws Exception {
        try (TestServer server = new TestServer()) {
            server.serve(TestServer.rulesetOf(
                    1, Map.of("new-checkout", TestServer.released(100_000, "request.error", "request.duration"))));
            try (FlagClient flags = FlagClient.builder()
                    .url(server.url())
                    .sdkKey("fls_test")
                    .region("nz")
                    .serverless(true)
                    .build()) {
                assertThat(flags.refresh(PATIENCE)).isTrue();
                Map<String, Integer> statuses = ask(flags);
                assertThat(statuses).containsEntry("well", 200).containsEntry("badly", 503);
                assertThat(flags.flush(PATIENCE)).isTrue();
            }
            Map<String, Integer> failed = new HashMap<>();
            int measured = 0;
            for (JsonNode batch : server.telemetry) {
                for (JsonNode outcomes : batch.path("outcomes")) {
                    if (outcomes.get("metric").asText().equals("request.duration")) {
                        measured += outcomes.get("units").size();
                        assertThat(outcomes.has("counts")).isFalse(); // each request once
                    } else {
                        outcomes.get("units").forEach(unit -> failed.merge(unit.asText(), 1, Integer::sum));
                    }
                }
            }
            assertThat(measured).isEqualTo(5);
            assertThat(failed)
                    .isEqualTo(Map.of(
                            unit("badly"), 1, unit("with an exception"), 1, unit("later"), 1, unit("too late"), 1));
        }
    }

    private static String unit(String user) {
        return UnitHash.of("r1", user);
    }

    private Map<String, Integer> ask(FlagClient flags) throws Exception {
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(directory.toString());
        tomcat.setPort(0);
        tomcat.setHostname("127.0.0.1");
        var context = tomcat.addContext("", directory.toString());
        context.addServletContainerInitializer(
                (classes, servlets) -> {
                    FilterRegistration.Dynamic filter = servlets.addFilter("outcomes", new RequestOutcomeFilter(flags));
                    filter.setAsyncSupported(true);
                    filter.addMappingForUrlPatterns(
                            EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC), false, "/*");
                },
                null);
        Wrapper servlet = Tomcat.addServlet(context, "shop", new Shop(flags));
        servlet.setAsyncSupported(true);
        context.addServletMappingDecoded("/", "shop");
        tomcat.start();
        Map<String, Integer> statuses = new HashMap<>();
        try {
            int port = tomcat.getConnector().getLocalPort();
            for (String end : new String[] {"well", "badly", "with an exception", "later", "too late"}) {
                String query = "?user=" + end.replace(" ", "%20") + "&ends=" + end.replace(" ", "%20");
                HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/" + query))
                        .build();
                statuses.put(
                        end,
                        HttpClient.newHttpClient()
                                .send(request, HttpResponse.BodyHandlers.discarding())
                                .statusCode());
            }
        } finally {
            tomcat.stop();
            tomcat.destroy();
        }
        return statuses;
    }
}
