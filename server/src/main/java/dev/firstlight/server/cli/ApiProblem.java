package dev.firstlight.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstlight.wire.Json;
import java.io.IOException;

/** A refusal of the server's, as its problem document says it. */
public final class ApiProblem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;

    private ApiProblem(int status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    static ApiProblem of(String request, int status, byte[] body) {
        StringBuilder text = new StringBuilder();
        JsonNode problem = read(body);
        text.append(problem.path("detail").asText(problem.path("title").asText("The server answers " + status + ".")));
        String first = text.toString();
        for (JsonNode entry : problem.path("errors")) {
            String pointer = entry.path("pointer").asText();
            String detail = entry.path("detail").asText();
            if (!pointer.isEmpty() || !detail.equals(first)) {
                text.append(System.lineSeparator()).append("  ").append(pointer);
                text.append(detail.equals(first) ? "" : "  " + detail);
            }
        }
        text.append(System.lineSeparator())
                .append("  (")
                .append(status)
                .append(" to ")
                .append(request);
        if (problem.hasNonNull("traceId")) {
            text.append(", trace ").append(problem.get("traceId").asText());
        }
        return new ApiProblem(status, text.append(')').toString());
    }

    private static JsonNode read(byte[] body) {
        try {
            return Json.parse(body);
        } catch (IOException e) {
            return Json.object();
        }
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** What a command that can do nothing about it ends with. */
    public ExitCode exitCode() {
        return switch (status) {
            case 401, 403 -> ExitCode.NOT_ALLOWED;
            case 408, 429, 502, 503, 504 -> ExitCode.UNREACHABLE;
            default -> ExitCode.REFUSED;
        };
    }
}
