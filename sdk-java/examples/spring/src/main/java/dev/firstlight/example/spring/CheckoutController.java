package dev.firstlight.example.spring;

import dev.firstlight.client.FlagClient;
import dev.firstlight.core.Context;
import java.util.concurrent.Callable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Nothing here reports anything: the starter sees how requests end. */
@RestController
public class CheckoutController {

    private final FlagClient flags;
    private final boolean broken;

    CheckoutController(FlagClient flags, @Value("${checkout.broken}") boolean broken) {
        this.flags = flags;
        this.broken = broken;
    }

    /** The checkout of a user. */
    @GetMapping("/checkout")
    public String checkout(@RequestParam("user") String user) {
        if (!flags.boolValue("new-checkout", Context.of(user), false)) {
            return "the old checkout";
        }
        if (broken) {
            throw new IllegalStateException("the new checkout is broken");
        }
        return "the new checkout";
    }

    /** The same, on another thread than the request's. */
    @GetMapping("/later")
    public Callable<String> later(@RequestParam("user") String user) {
        String answer = checkout(user);
        return () -> answer;
    }
}
