package dev.firstlight.example.quarkus;

import dev.firstlight.client.FlagClient;
import dev.firstlight.core.Context;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Nothing here reports anything: the extension sees how requests end. */
@Path("/")
public class CheckoutResource {

    private final FlagClient flags;
    private final boolean broken;
    private final Supplier<String> greeting;

    CheckoutResource(
            FlagClient flags,
            @ConfigProperty(name = "checkout.broken") boolean broken,
            @ConfigProperty(name = "flag.greeting", defaultValue = "hello") Supplier<String> greeting) {
        this.flags = flags;
        this.broken = broken;
        this.greeting = greeting;
    }

    /** The checkout of a user. */
    @GET
    @Path("checkout")
    public String checkout(@QueryParam("user") String user) {
        if (!flags.boolValue("new-checkout", Context.of(user), false)) {
            return "the old checkout";
        }
        if (broken) {
            throw new IllegalStateException("the new checkout is broken");
        }
        return "the new checkout";
    }

    /** A flag that is read as configuration. */
    @GET
    @Path("greeting")
    public String greeting() {
        return greeting.get();
    }
}
