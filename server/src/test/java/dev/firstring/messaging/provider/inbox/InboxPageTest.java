package dev.firstring.messaging.provider.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.messaging.Channel;
import dev.firstring.messaging.MessageSender.OutgoingMessage;
import dev.firstring.phone.PhoneNumber;
import dev.firstring.testing.SettableClock;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.thymeleaf.autoconfigure.ThymeleafAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** The inbox on a real server, with nothing of the service around it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InboxPageTest {

    private ConfigurableApplicationContext development;
    private ConfigurableApplicationContext production;

    @ImportAutoConfiguration({
        TomcatServletWebServerAutoConfiguration.class,
        DispatcherServletAutoConfiguration.class,
        WebMvcAutoConfiguration.class,
        HttpMessageConvertersAutoConfiguration.class,
        JacksonAutoConfiguration.class,
        ThymeleafAutoConfiguration.class
    })
    @Import({InboxSender.class, InboxController.class})
    static class Server {

        @Bean
        Clock clock() {
            return new SettableClock();
        }
    }

    @BeforeAll
    void start() {
        development = server("development");
        production = server("production");
    }

    @AfterAll
    void stop() {
        development.close();
        production.close();
    }

    @Test
    void the_page_shows_messages_and_escapes_what_they_hold() throws Exception {
        inbox().send(message("Your <script>alert(1)</script> \"code\" is 123456."));

        HttpResponse<String> page = get(development, "/dev/inbox");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("content-type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/html"));
        assertThat(page.body())
                .contains("+447700900123")
                .contains("Your &lt;script&gt;alert(1)&lt;/script&gt; &quot;code&quot; is 123456.")
                .doesNotContain("<script>")
                .doesNotContain("<style");
    }

    @Test
    void the_messages_are_there_as_json_newest_first() throws Exception {
        UUID id = UUID.randomUUID();
        inbox().send(message("older"));
        inbox().send(new OutgoingMessage(
                id, new PhoneNumber("+447700900123"), Channel.VOICE, Locale.ENGLISH, "the newest"));

        HttpResponse<String> answer = get(development, "/dev/inbox/messages");

        assertThat(answer.body())
                .startsWith("[{\"id\":\"" + id + "\",\"to\":\"+447700900123\",\"channel\":\"voice\","
                        + "\"text\":\"the newest\",\"at\":\"2026-03-01T12:00:00Z\"}");
        assertThat(answer.headers().firstValue("cache-control")).contains("no-store");
    }

    @Test
    void its_style_and_its_module_are_files_of_their_own() throws Exception {
        HttpResponse<String> script = get(development, "/dev/inbox/inbox.js");
        HttpResponse<String> style = get(development, "/dev/inbox/inbox.css");

        assertThat(script.headers().firstValue("content-type")).contains("text/javascript");
        assertThat(script.body()).contains("/dev/inbox/messages");
        assertThat(style.headers().firstValue("content-type")).contains("text/css");
    }

    @Test
    void none_of_it_exists_in_production() throws Exception {
        for (String path : new String[] {"", "/messages", "/inbox.js", "/inbox.css"}) {
            assertThat(get(production, "/dev/inbox" + path).statusCode()).isEqualTo(404);
        }
        assertThat(production.getBeanNamesForType(InboxSender.class)).isEmpty();
    }

    private InboxSender inbox() {
        return development.getBean(InboxSender.class);
    }

    private static OutgoingMessage message(String text) {
        return new OutgoingMessage(
                UUID.randomUUID(), new PhoneNumber("+447700900123"), Channel.SMS, Locale.ENGLISH, text);
    }

    private static ConfigurableApplicationContext server(String mode) {
        return new SpringApplicationBuilder(Server.class)
                .web(WebApplicationType.SERVLET)
                .run("--server.port=0", "--server.address=127.0.0.1", "--firstring.mode=" + mode);
    }

    private static HttpResponse<String> get(ConfigurableApplicationContext server, String path)
            throws IOException, InterruptedException {
        String port = server.getEnvironment().getProperty("local.server.port");
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                            .build(),
                    BodyHandlers.ofString());
        }
    }
}
