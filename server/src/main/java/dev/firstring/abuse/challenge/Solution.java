package dev.firstring.abuse.challenge;

import java.util.Base64;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The parts of a solved challenge that are looked at before the library judges the whole. */
record Solution(String challenge, String salt) {

    /** @throws RuntimeException if the payload is not base64 of a JSON object with both members */
    static Solution read(String payload) {
        JsonNode json = JsonMapper.shared().readTree(Base64.getDecoder().decode(payload));
        return new Solution(
                json.required("challenge").stringValue(), json.required("salt").stringValue());
    }
}
