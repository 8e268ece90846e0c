package dev.firstring.abuse.challenge;

import dev.firstring.abuse.challenge.ChallengeSettings.Kind;
import dev.firstring.abuse.challenge.Challenges.Vouching;
import dev.firstring.http.PageSources;
import dev.firstring.platform.Secret;
import dev.firstring.platform.call.CallLimits;
import dev.firstring.platform.call.HttpCaller;
import dev.firstring.platform.call.HttpCaller.Forms;
import dev.firstring.platform.call.HttpCaller.HttpAnswer.Answered;
import dev.firstring.platform.call.HttpCaller.HttpAnswer.NoAnswer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Verifies a token with hCaptcha or Cloudflare Turnstile. Both accept the form {@code secret}, {@code response},
 * {@code remoteip} at {@code siteverify} and return the same JSON. A token is accepted only if the vendor reports
 * success for one of the configured host names. Redirects are not followed, a response is limited to 16 KiB, and at
 * most 64 requests run at once. Thread-safe.
 */
@Component
class CaptchaVerifier implements PageSources {

    private static final Logger LOG = LoggerFactory.getLogger(CaptchaVerifier.class);
    private static final String UNUSABLE = "the captcha's vendor gave no usable answer: {}";
    private static final URI HCAPTCHA = URI.create("https://api.hcaptcha.com/siteverify");
    private static final URI TURNSTILE = URI.create("https://challenges.cloudflare.com/turnstile/v0/siteverify");
    private static final int LARGEST_ANSWER = 16 * 1024;
    private static final int MOST_AT_ONCE = 64;

    private final ChallengeSettings settings;
    private final HttpCaller http;

    CaptchaVerifier(ChallengeSettings settings) {
        this.settings = settings;
        Duration timeout = settings.captcha().timeout();
        this.http = new HttpCaller(new CallLimits(timeout, timeout, MOST_AT_ONCE, Duration.ZERO, LARGEST_ANSWER));
    }

    /** Verifies a token that was solved by the caller at an address. Failures of the vendor are not thrown. */
    Vouching verify(String token, String address, Challenges.Solution solution) {
        return switch (http.call(request(token, address))) {
            case Answered answered -> judge(answered, solution);
            case NoAnswer none -> unknown(none);
        };
    }

    private static Vouching unknown(NoAnswer none) {
        switch (none.failure()) {
            case BUSY ->
                LOG.warn("{} requests to the captcha vendor are in flight: no further requests are sent", MOST_AT_ONCE);
            case INTERRUPTED -> {}
            case TIMEOUT, REFUSED, UNTRUSTED, TOO_LARGE, BROKEN -> LOG.warn(UNUSABLE, none.why());
        }
        return new Vouching.Unknown();
    }

    private Vouching judge(Answered answered, Challenges.Solution solution) {
        if (answered.status() != 200) {
            LOG.warn(UNUSABLE, "status " + answered.status());
            return new Vouching.Unknown();
        }
        try {
            return judge(CaptchaAnswer.read(JsonMapper.shared().readTree(answered.body())), solution);
        } catch (IOException | JacksonException e) {
            LOG.warn(UNUSABLE, e.toString());
            return new Vouching.Unknown();
        }
    }

    private Vouching judge(CaptchaAnswer answer, Challenges.Solution solution) {
        if (answer.success()) {
            if (settings.captcha().hostnames().contains(answer.hostname())) {
                return new Vouching.Good(solution.vouchedFor());
            }
            LOG.info("a captcha was solved on another host: {}", answer.hostname());
            return new Vouching.Bad();
        }
        if (answer.isOurFault()) {
            LOG.error("the captcha vendor rejected our request: {}", answer.errors());
            return new Vouching.Unknown();
        }
        return new Vouching.Bad();
    }

    private HttpRequest.Builder request(String token, String address) {
        return HttpRequest.newBuilder(url())
                .header("Content-Type", Forms.TYPE)
                .header("Accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(Forms.encode(form(token, address))));
    }

    private Map<String, String> form(String token, String address) {
        Map<String, String> fields = new LinkedHashMap<>();
        Secret secret = Objects.requireNonNull(settings.captcha().secret(), "checked with the settings");
        fields.put("secret", secret.reveal());
        fields.put("response", token);
        if (!address.endsWith("/64")) {
            fields.put("remoteip", address);
        }
        if (settings.kind() == Kind.HCAPTCHA) {
            fields.put("sitekey", Objects.requireNonNull(settings.captcha().siteKey(), "checked with the settings"));
        }
        return fields;
    }

    private URI url() {
        URI own = settings.captcha().url();
        return own != null ? own : settings.kind() == Kind.HCAPTCHA ? HCAPTCHA : TURNSTILE;
    }

    @Override
    public List<String> origins() {
        return switch (settings.kind()) {
            case PROOF_OF_WORK -> List.of();
            case HCAPTCHA -> List.of("https://hcaptcha.com", "https://*.hcaptcha.com");
            case TURNSTILE -> List.of("https://challenges.cloudflare.com");
        };
    }

    /**
     * The response of {@code siteverify}, which has the same form at both vendors.
     *
     * @param success whether the token is valid
     * @param hostname where it was solved; empty if the vendor does not report it
     * @param errors why it is invalid
     */
    private record CaptchaAnswer(boolean success, String hostname, List<String> errors) {

        /** Errors that do not concern the user: an invalid configuration, or a failure at the vendor. */
        private static final Set<String> OUR_FAULT = Set.of(
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

        /**
         * Reads a response.
         *
         * @throws IOException if it has no {@code success}
         */
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

        /** Whether the response is no verdict on the token because of the configuration or a failure at the vendor. */
        boolean isOurFault() {
            return errors.stream().anyMatch(OUR_FAULT::contains);
        }
    }
}
