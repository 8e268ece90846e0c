package dev.firstring.messaging.provider.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.platform.Secret;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TwilioSignatureTest {

    @Test
    void an_address_on_a_port_of_its_own_is_signed_in_either_form() throws Exception {
        Map<String, List<String>> fields = Map.of("A", List.of("b"));
        String url = "https://id.example.org:8443/hooks/twilio/1?x=y:1";

        for (String signed : List.of(url, url.replace(":8443", ""))) {
            assertThat(TwilioSignature.addresses(url).stream()
                            .map(address ->
                                    TwilioSignature.of(Secret.of(VendorSignatures.TWILIO_TOKEN), address, fields)))
                    .contains(VendorSignatures.twilio(signed, Map.of("A", "b")));
        }
        assertThat(TwilioSignature.addresses("http://[::1]/x")).contains("http://[::1]:80/x", "http://[::1]/x");
    }
}
