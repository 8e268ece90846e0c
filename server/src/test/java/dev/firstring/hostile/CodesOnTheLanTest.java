package dev.firstring.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.firstring.platform.configuration.ReadyLine;
import dev.firstring.sip.SipProxy;
import dev.firstring.sip.settings.PhoneSide;
import dev.firstring.testing.Patience;
import dev.firstring.testing.RunningService;
import dev.firstring.testing.RunningService.Reply;
import dev.firstring.testing.TestDatabase;
import java.net.Inet4Address;
import java.net.NetworkInterface;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A service in development mode that other machines reach shows codes to this machine only. */
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
    void by_its_own_address_in_the_network_this_machine_sees_codes_and_phones_are_sent_there() throws Exception {
        Optional<Inet4Address> own = ownAddress();
        assumeThat(own).isPresent();
        String address = own.orElseThrow().getHostAddress();
        try (RunningService service = lan(address)) {
            HttpRequest start = HttpRequest.newBuilder(
                            URI.create("http://" + address + ":" + service.port() + "/api/onboarding/start"))
                    .timeout(Patience.LIMIT)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(START))
                    .build();
            try (HttpClient http = HttpClient.newHttpClient()) {
                assertThat(http.send(start, HttpResponse.BodyHandlers.ofString())
                                .body())
                        .contains("otpCode");
            }
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

    private static Optional<Inet4Address> ownAddress() throws Exception {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress())
                .filter(Inet4Address.class::isInstance)
                .map(Inet4Address.class::cast)
                .findFirst();
    }
}
