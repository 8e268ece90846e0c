package dev.firstring.docs.guides;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.docs.Sources;
import dev.firstring.testing.RunningService;
import dev.firstring.testing.SettableClock;
import dev.firstring.testing.TestDatabase;
import dev.firstring.testing.Together;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/** The Kotlin of docs/guides/android.md, compiled, and run on this JVM against the service. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("slow")
class AndroidGuideTest {

    private static final String START = "/api/v1/onboarding/start";
    private static final String RENEWAL = "/api/v1/account/token/refresh";

    private final SettableClock clock = new SettableClock();
    private TestDatabase database;
    private RunningService service;
    private LossyProxy network;
    private URLClassLoader compiled;

    @BeforeAll
    void compile(@TempDir Path classes) throws IOException, InterruptedException {
        List<Path> sources = new ArrayList<>();
        for (String directory :
                List.of("examples/android", "server/src/test/resources/dev/firstring/docs/guides/android")) {
            try (Stream<Path> files = Files.list(Sources.root().resolve(directory))) {
                files.filter(file -> file.toString().endsWith(".kt")).sorted().forEach(sources::add);
            }
        }
        KotlinCompiler.compile(sources, classes);
        compiled = new URLClassLoader(
                new URL[] {classes.toUri().toURL()}, getClass().getClassLoader());
        database = TestDatabase.create();
        service = RunningService.over(database).clock(clock).start();
        network = LossyProxy.before(service.port());
    }

    @AfterAll
    void stop() throws IOException {
        network.close();
        service.close();
        database.close();
        compiled.close();
    }

    @Test
    void a_start_whose_answer_is_lost_sends_one_message_and_leads_to_a_sip_account() throws Exception {
        network.loseNextAnswer(START);

        String username = (String) call(app(), "onboard", "+33612340001");

        assertThat(username).startsWith("u340001");
        assertThat(network.answered(START)).isGreaterThanOrEqualTo(2);
        assertThat(new JdbcTemplate(database.service())
                        .queryForObject(
                                "SELECT count(*) FROM message WHERE phone_number = '+33612340001'", Integer.class))
                .isEqualTo(1);
    }

    @Test
    void four_threads_with_a_token_that_ran_out_renew_it_once_though_the_answer_is_lost() throws Exception {
        Object app = app();
        call(app, "onboard", "+33612340002");
        clock.advance(Duration.ofMinutes(16));
        int before = network.answered(RENEWAL);
        network.loseNextAnswer(RENEWAL);

        List<Object> numbers = Together.run(4, _ -> call(app, "number"));

        assertThat(numbers).containsOnly("+33612340002");
        assertThat(network.answered(RENEWAL) - before).isEqualTo(2);
    }

    @Test
    void an_app_that_is_killed_while_it_renews_stays_signed_in() throws Exception {
        Object app = app();
        call(app, "onboard", "+33612340003");
        clock.advance(Duration.ofMinutes(16));
        int before = network.answered(RENEWAL);
        network.holdNextAnswer(RENEWAL);
        Thread.ofPlatform().daemon().start(() -> call(app, "number"));
        Awaitility.await().until(() -> network.answered(RENEWAL) > before);

        clock.advance(Duration.ofHours(1));
        Object restarted = call(app, "restarted");

        assertThat(call(restarted, "number")).isEqualTo("+33612340003");
    }

    @Test
    void a_refusal_by_a_timer_tells_the_app_how_long_to_wait() throws Exception {
        assertThat((Long) call(app(), "resendTooEarly", "+33612340004")).isBetween(1L, 60L);
    }

    private Object app() throws ReflectiveOperationException {
        return compiled.loadClass("org.example.onboarding.Drive")
                .getConstructor(String.class)
                .newInstance(network.address() + "/api/v1/");
    }

    private static Object call(Object app, String method, Object... arguments) {
        Class<?>[] types = Stream.of(arguments).map(Object::getClass).toArray(Class<?>[]::new);
        try {
            return app.getClass().getMethod(method, types).invoke(app, arguments);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e.getCause() == null ? e : e.getCause());
        }
    }
}
