package dev.firstring.softphone.web;

import static dev.firstring.softphone.web.Owner.BROWSER;
import static dev.firstring.softphone.web.Owner.PHONE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.testing.Person;
import dev.firstring.testing.RunningService;
import dev.firstring.testing.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tomcat's access log as an operator turns it on, in a real file (ASVS 14.2.1). */
@Tag("slow")
class AccessLogTest {

    @TempDir
    private Path directory;

    @Test
    void it_tells_who_called_what_and_holds_neither_tokens_nor_sessions() throws Exception {
        String path;
        String session;
        try (TestDatabase database = TestDatabase.create();
                RunningService service = RunningService.over(database)
                        .set("server.tomcat.accesslog.enabled", true)
                        .set("server.tomcat.accesslog.directory", directory)
                        .set("server.tomcat.accesslog.prefix", "calls")
                        .set("server.tomcat.accesslog.pattern", "%m %U %q [%r] %s \"%{Referer}i\"")
                        .set("server.tomcat.accesslog.rotate", false)
                        .start()) {
            Person person = Person.at(service);
            Owner owner = new Owner(service, person.onboard());
            session = person.session();
            path = owner.link();
            service.get(path, BROWSER);
            service.get(path + "/qr.png", "Referer", "http://localhost" + path);
            service.get(path + "?format=json", PHONE);
            service.get("/provisioning/" + path.substring("/provisioning/".length()) + "/nothing");
            service.get("/api/onboarding/session?sessionId=" + session);
            service.get("/api/v1/onboarding/session/" + session);
            service.get("/provisioning/me", owner.bearer());
        }

        String log = read();
        assertThat(log)
                .contains(
                        "GET /provisioning/*** ?format=json [GET /provisioning/***?format=json HTTP/1.1] 200",
                        "/provisioning/***/qr.png",
                        "\"http://localhost/provisioning/***\"",
                        "GET /api/onboarding/session ?sessionId=*** [",
                        "GET /api/v1/onboarding/session/***",
                        "GET /provisioning/me ",
                        "POST /api/onboarding/start ")
                .doesNotContain(path.substring("/provisioning/".length()), session);
    }

    private String read() throws Exception {
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> logs = files.toList();
            assertThat(logs).hasSize(1);
            assertThat(logs.getFirst().getFileName().toString()).startsWith("calls");
            return Files.readString(logs.getFirst());
        }
    }
}
