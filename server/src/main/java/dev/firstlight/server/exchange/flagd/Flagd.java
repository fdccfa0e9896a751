package dev.firstlight.server.exchange.flagd;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstlight.core.Context;
import dev.firstlight.server.exchange.Foreign;
import dev.firstlight.server.exchange.Source;
import dev.firstlight.wire.Json;
import java.util.Map;

/** flagd's flags by flagd's rules. A context is the object of its attributes, {@code targetingKey} among them. */
public final class Flagd implements Foreign {

    private static final Answer FALLBACK = new Answer(null, null);

    private final JsonNode flags;
    private final JsonNode evaluators;

    /** The document. */
    public Flagd(JsonNode document) {
        this.flags = FlagdImport.flags(document);
        this.evaluators = document.path("$evaluators");
    }

    /** Reads a document, to be imported and held against what it was. */
    public static Source read(JsonNode document) {
        return new Source(
                FlagdImport.read(document),
                new Flagd(document),
                new FlagdContexts(document),
                Source.names(FlagdImport.flags(document)));
    }

    @Override
    public Answer evaluate(String flag, JsonNode foreignContext) {
        JsonNode found = flags.path(flag);
        if (!found.path("state").asText().equals("ENABLED")) {
            return FALLBACK;
        }
        JsonNode targeting = found.path("targeting");
        JsonNode chosen = targeting.isEmpty()
                ? found.path("defaultVariant")
                : new JsonLogic(evaluators, flag, foreignContext).value(targeting);
        JsonNode name = chosen.isNull() ? found.path("defaultVariant") : chosen;
        JsonNode value = found.path("variants").path(name.asText());
        return value.isMissingNode() ? FALLBACK : new Answer(name.asText(), value);
    }

    @Override
    public Context context(JsonNode foreignContext) {
        Context context = Context.empty();
        for (Map.Entry<String, JsonNode> attribute : foreignContext.properties()) {
            context = context.with(attribute.getKey(), Json.value(attribute.getValue()));
        }
        return context;
    }
}
