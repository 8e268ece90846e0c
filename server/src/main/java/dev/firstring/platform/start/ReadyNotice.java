package dev.firstring.platform.start;

import dev.firstring.platform.Mode;
import dev.firstring.platform.configuration.ReadyLine;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationListener;

/** In development, says what to do first. */
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
            System.out.println(text(web.getWebServer().getPort(), more));
        }
    }

    static String text(int port, List<String> more) {
        String lines = more.stream().map(line -> "  " + line + "\n").collect(Collectors.joining());
        return """

                Firstring is ready (development mode).
                  From a number to an account: http://localhost:%1$d/onboarding
                  Messages that would be sent: http://localhost:%1$d/dev/inbox
                  The same by the API:
                    curl -s http://localhost:%1$d/api/onboarding/start -H 'Content-Type: application/json' \\
                      -d '{"phoneNumber":"+12015550123","deviceId":"my-phone"}'
                %2$s  Ctrl-C stops everything; the data stays.
                """.formatted(port, lines);
    }
}
