package dev.firstring.web.layout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.testing.RunningService;
import dev.firstring.testing.TestDatabase;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The link to the inbox, which tells codes: only for those whom the inbox answers. */
@Tag("slow")
class InboxLinkTest {

    @Test
    void a_page_links_the_inbox_for_this_machine_and_not_for_others_in_the_network() {
        try (TestDatabase database = TestDatabase.create();
                RunningService service = RunningService.over(database)
                        .set("firstring.lan", true)
                        .set("server.address", "0.0.0.0")
                        .start()) {
            assertThat(codePage(new FormClient(service), "201 555 0121")).contains("href=\"/dev/inbox\"");
            assertThat(codePage(new FormClient(service, "192.0.2.9"), "201 555 0122"))
                    .contains("otpCode")
                    .doesNotContain("/dev/inbox");
        }
    }

    private static String codePage(FormClient client, String number) {
        client.get("/onboarding");
        client.post("/onboarding/start", "region", "US", "phoneNumber", number);
        return client.get("/onboarding/code").body();
    }
}
