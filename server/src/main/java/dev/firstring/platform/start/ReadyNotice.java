package dev.firstring.platform.start;

import dev.firstring.platform.Mode;
import dev.firstring.platform.configuration.ReadyLine;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationListener;

/** Prints the first steps after a start in development mode. */
public final class ReadyNotice implements ApplicationListener<ApplicationReadyEvent> {

    private final Mode mode;

    public ReadyNotice(Mode mode) {
        this.mode = mode;
    }

    @Override
    public void onApplicationEvent(ApplicationReadyEvent event) {
        if (mode == Mode.DEVELOPMENT
                && event.getApplicationContext() instanceof WebServerApplicationContext web
                && web.getWebServer() != null) {
            List<String> more = web.getBeanProvider(ReadyLine.class)
                    .orderedStream()
                    .map(ReadyLine::readyLine)
                    .flatMap(Optional::stream)
                    .toList();
            Listening listening = new Listening(web.getEnvironment());
            System.out.println(
                    text("http://" + listening.host() + ":" + web.getWebServer().getPort(), reach(listening), more));
        }
    }

    private static List<String> reach(Listening listening) {
        if (listening.othersReachIt()) {
            return List.of("Everybody in the network of " + listening.host()
                    + " can reach these pages, the API and the SIP registrar; codes and the inbox are shown on this"
                    + " machine only.");
        }
        if (!listening.modeIsNamed()) {
            return List.of(
                    "No mode is set, so this is development mode: it tells codes, and listens on this machine only.",
                    "For real people set firstring.mode=production (docs/operations.md).");
        }
        return List.of();
    }

    static String text(String base, List<String> reach, List<String> more) {
        String lines = Stream.concat(reach.stream(), more.stream())
                .map(line -> "  " + line + "\n")
                .collect(Collectors.joining());
        return """

                Firstring is ready (development mode).
                  From a number to an account: %1$s/onboarding
                  Messages that would be sent: %1$s/dev/inbox
                  The same by the API:
                    curl -s %1$s/api/onboarding/start -H 'Content-Type: application/json' \\
                      -d '{"phoneNumber":"+12015550123","deviceId":"my-phone"}'
                %2$s  Ctrl-C stops everything; the data stays.
                """.formatted(base, lines);
    }
}
