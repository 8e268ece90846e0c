package dev.firstring.web.brand;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.testing.RunningService;
import dev.firstring.testing.RunningService.Reply;
import dev.firstring.testing.TestDatabase;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One name and one colour, from the page to the message. */
@Tag("slow")
class BrandTest {

    private static final String START = """
            {"phoneNumber": "+12015550123", "deviceId": "d", "devicePlatform": "web"}""";

    @Test
    void messages_have_the_name_of_the_pages_and_the_host_of_their_url_and_the_logo_has_their_hue() {
        try (TestDatabase database = TestDatabase.create();
                RunningService service = branded(database).start()) {
            String code = service.post("/api/onboarding/start", START).data("otpCode");

            assertThat(textOfMessage(service))
                    .contains("Kite Talk")
                    .doesNotContain("Firstring")
                    .endsWith("\n@call.kite.example #" + code);
            String page = service.get("/onboarding").body();
            assertThat(page).contains("Kite Talk");
            assertThat(linked(service, page, "css/app\\.css")).contains("--hue: 300;");
            assertThat(linked(service, page, "img/[a-z-]+\\.svg"))
                    .containsPattern("oklch\\([0-9.]+ [0-9.]+ 300\\)")
                    .doesNotContain(" 172)");
        }
    }

    @Test
    void a_name_and_a_host_of_their_own_stand_in_messages_only() {
        try (TestDatabase database = TestDatabase.create();
                RunningService service = branded(database)
                        .set("firstring.messaging.app-name", "Kite")
                        .set("firstring.messaging.web-host", "kite.example")
                        .start()) {
            String code = service.post("/api/onboarding/start", START).data("otpCode");

            assertThat(textOfMessage(service))
                    .doesNotContain("Kite Talk")
                    .contains("Kite")
                    .endsWith("\n@kite.example #" + code);
            assertThat(service.get("/onboarding").body()).contains("Kite Talk");
        }
    }

    private static RunningService.Setup branded(TestDatabase database) {
        return RunningService.over(database)
                .set("firstring.web.brand.name", "Kite Talk")
                .set("firstring.web.brand.hue", 300)
                .set("firstring.http.public-url", "https://call.kite.example");
    }

    private static String textOfMessage(RunningService service) {
        Reply inbox = service.get("/dev/inbox/messages");
        return inbox.json().findValue("text").asString();
    }

    /** The file that a page links under a name like this. */
    private static String linked(RunningService service, String page, String name) {
        Matcher link = Pattern.compile("(?:href|src)=\"(/[^\"]*" + name + ")\"").matcher(page);
        assertThat(link.find()).as(name).isTrue();
        return service.get(link.group(1)).body();
    }
}
