package dev.firstring.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.platform.configuration.ReadyLine;
import dev.firstring.sip.SipProxy;
import dev.firstring.sip.settings.PhoneSide;
import dev.firstring.testing.Lan;
import dev.firstring.testing.RunningService;
import dev.firstring.testing.RunningService.Reply;
import dev.firstring.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A service in development mode that other machines reach shows codes to this machine only. */
@Tag("slow")
class CodesOnTheLanTest {

    private static final String START = """
            {"phoneNumber": "+12015550123", "deviceId": "d"}""";

    private TestDatabase database;

    @BeforeEach
    void create() {
        database = TestDatabase.create();
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void another_machine_starts_but_sees_neither_the_code_nor_the_inbox() {
        try (RunningService service = lan("0.0.0.0")) {
            String[] other = {"X-Forwarded-For", "203.0.113.9"};
            Reply started = service.post("/api/onboarding/start", START, other);
            assertThat(started.status()).isEqualTo(200);
            assertThat(started.body()).contains("sessionId").doesNotContain("otpCode");
            for (String path :
                    new String[] {"/dev/inbox", "/dev/inbox/messages", "/dev/inbox/inbox.js", "/dev//inbox"}) {
                assertThat(service.get(path, other).status()).as(path).isBetween(400, 404);
            }

            assertThat(service.get("/dev/inbox/messages").body()).contains("+12015550123");
            assertThat(service.post("/api/onboarding/start", START.replace("0123", "0124"))
                            .data("otpCode"))
                    .hasSize(6);
        }
    }

    @Test
    void while_only_this_machine_reaches_it_every_client_sees_codes() {
        try (RunningService service = RunningService.over(database).start()) {
            assertThat(service.post("/api/onboarding/start", START, "X-Forwarded-For", "203.0.113.9")
                            .data("otpCode"))
                    .hasSize(6);
        }
    }

    @Test
    void by_its_own_address_in_the_network_this_machine_sees_codes_and_phones_are_sent_there() {
        String address = Lan.ownAddress();
        try (RunningService service = lan(address)) {
            assertThat(service.post("/api/onboarding/start", START).data("otpCode"))
                    .hasSize(6);
            assertThat(service.bean(PhoneSide.class).proxy().map(SipProxy::toString))
                    .hasValueSatisfying(proxy -> assertThat(proxy).startsWith(address + ":"));
            assertThat(service.bean(ReadyLine.class).readyLine())
                    .hasValueSatisfying(line -> assertThat(line).contains(address));
        }
    }

    private RunningService lan(String address) {
        return RunningService.over(database)
                .set("firstring.lan", true)
                .set("server.address", address)
                .set("firstring.sip-server.embedded.port", 0)
                .start();
    }
}
