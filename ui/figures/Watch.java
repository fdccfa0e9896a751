import dev.firstlight.client.FlagClient;
import dev.firstlight.core.Context;
import java.io.IOException;
import java.time.Duration;

/** Embeds the Java SDK; prints when a flag took which value. Ends with its standard input. */
final class Watch {

    private Watch() {}

    public static void main(String[] args) throws IOException {
        String flag = args[2];
        Context context = Context.of("alice");
        try (FlagClient flags =
                FlagClient.builder().url(args[0]).sdkKey(args[1]).region("nz").build()) {
            flags.awaitReady(Duration.ofSeconds(30));
            System.out.println("0 " + flags.boolValue(flag, context, false));
            flags.onChange(
                    flag,
                    key -> System.out.println(
                            System.currentTimeMillis() + " " + flags.boolValue(flag, context, false)));
            while (System.in.read() >= 0) {}
        }
    }
}
