package dev.firstring.sipserver.adapter.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.firstring.peers.ServerCertificate;
import dev.firstring.sipserver.Aor;
import dev.firstring.sipserver.SipServer;
import dev.firstring.sipserver.SipServerFault.Kind;
import dev.firstring.sipserver.adapter.rest.stub.RestStub;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class TlsTest {

    private static final Aor NOBODY = new Aor("nobody", RestUnderTest.DOMAIN);

    @TempDir
    private Path directory;

    @Test
    void a_certificate_that_nobody_vouches_for_is_refused_unless_its_authority_is_configured() throws Exception {
        ServerCertificate certificate = ServerCertificate.forNames("localhost");
        Path file = Files.writeString(directory.resolve("ca.pem"), certificate.certificate());
        try (RestStub stub = RestStub.start(0, RestUnderTest.KEY, Clock.systemUTC(), certificate.context());
                SipServer trusting = server(stub, file);
                SipServer wary = server(stub, null)) {
            assertThat(trusting.find(NOBODY)).isEmpty();
            assertThat(RestFaultsTest.fault(() -> wary.find(NOBODY))).isEqualTo(Kind.CONFIGURATION_ERROR);
            assertThat(wary.health().problem()).contains("no trusted TLS connection");
        }
    }

    @Test
    void a_certificate_for_another_name_is_refused_though_its_authority_is_known() throws Exception {
        ServerCertificate certificate = ServerCertificate.forNames("other.example.test");
        Path file = Files.writeString(directory.resolve("ca.pem"), certificate.certificate());
        try (RestStub stub = RestStub.start(0, RestUnderTest.KEY, Clock.systemUTC(), certificate.context());
                SipServer server = server(stub, file)) {
            assertThat(RestFaultsTest.fault(() -> server.find(NOBODY))).isEqualTo(Kind.CONFIGURATION_ERROR);
        }
    }

    @Test
    void a_file_that_holds_no_certificate_is_told_by_the_name_of_its_setting() throws Exception {
        Path empty = Files.writeString(directory.resolve("empty.pem"), "");
        for (Path file : new Path[] {empty, directory.resolve("none.pem")}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new RestServer(
                            RestUnderTest.settings("https://localhost", RestUnderTest.KEY, file), RestUnderTest.DOMAIN))
                    .withMessageStartingWith("firstring.sip-server.rest.servers[].ca-file " + file);
        }
    }

    private static SipServer server(RestStub stub, @Nullable Path caFile) {
        return new RestServer(RestUnderTest.settings(stub.url(), RestUnderTest.KEY, caFile), RestUnderTest.DOMAIN);
    }
}
