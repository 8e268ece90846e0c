package dev.firstring.sipserver.adapter.kamailio;

import dev.firstring.sipserver.Aor;
import dev.firstring.sipserver.SipServerFault;
import dev.firstring.sipserver.SipServerFault.Kind;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/**
 * Parses the addresses of one table from the response to {@code ul.dump brief}, as a stream because it may be large.
 */
final class RegisteredAddresses {

    private static final JsonMapper JSON = JsonMapper.shared();

    private RegisteredAddresses() {}

    /**
     * Parses a response.
     *
     * @throws SipServerFault if it is not a response to that command, or its addresses have no domain
     */
    static List<Aor> in(String answer, String table) {
        List<Aor> found = new ArrayList<>();
        boolean isDump = false;
        String current = "";
        try (JsonParser json = JSON.createParser(answer)) {
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                isDump |= token == JsonToken.PROPERTY_NAME && "Domains".equals(json.currentName());
                if (token == JsonToken.VALUE_STRING && "Domain".equals(json.currentName())) {
                    current = json.getString();
                } else if (token == JsonToken.VALUE_STRING
                        && "AoR".equals(json.currentName())
                        && current.equals(table)) {
                    found.add(address(json.getString()));
                }
            }
        } catch (JacksonException e) {
            throw new SipServerFault(Kind.CONFIGURATION_ERROR, "the answer to ul.dump is not JSON", e);
        }
        if (!isDump) {
            throw new SipServerFault(Kind.CONFIGURATION_ERROR, "the result of ul.dump has no tables");
        }
        return found;
    }

    private static Aor address(String text) {
        return Aor.parse(text)
                .orElseThrow(() -> new SipServerFault(
                        Kind.CONFIGURATION_ERROR,
                        "Kamailio keeps contacts without a domain: it needs modparam(\"usrloc\", \"use_domain\", 1)"));
    }
}
