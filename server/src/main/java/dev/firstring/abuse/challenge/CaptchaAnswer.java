package dev.firstring.abuse.challenge;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * What {@code siteverify} answers, alike at both vendors.
 *
 * @param success whether the token is good
 * @param hostname where it was solved; empty if the vendor does not tell
 * @param errors why it is not
 */
record CaptchaAnswer(boolean success, String hostname, List<String> errors) {

    /** Errors that say nothing about the person: our configuration is wrong, or the vendor is in trouble. */
    private static final Set<String> NOT_THE_PERSONS = Set.of(
            "missing-input-secret",
            "invalid-input-secret",
            "sitekey-secret-mismatch",
            "not-using-dummy-secret",
            "missing-remoteip",
            "invalid-remoteip",
            "bad-request",
            "internal-error");

    CaptchaAnswer {
        errors = List.copyOf(errors);
    }

    /** @throws IOException if it has no verdict */
    static CaptchaAnswer read(JsonNode json) throws IOException {
        if (!json.path("success").isBoolean()) {
            throw new IOException("an answer without a verdict");
        }
        return new CaptchaAnswer(
                json.path("success").booleanValue(),
                json.path("hostname").asString("").toLowerCase(Locale.ROOT),
                json.path("error-codes")
                        .valueStream()
                        .map(code -> code.asString(""))
                        .toList());
    }

    /** True if the answer is no verdict on the token: somebody has to mend something. */
    boolean oursToMend() {
        return errors.stream().anyMatch(NOT_THE_PERSONS::contains);
    }
}
