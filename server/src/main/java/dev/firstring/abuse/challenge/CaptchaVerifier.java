package dev.firstring.abuse.challenge;

import dev.firstring.platform.Secret;
import dev.firstring.platform.call.CallLimits;
import dev.firstring.platform.call.Forms;
import dev.firstring.platform.call.HttpAnswer.Answered;
import dev.firstring.platform.call.HttpAnswer.NoAnswer;
import dev.firstring.platform.call.HttpCaller;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks hCaptcha or Cloudflare Turnstile about a token: both take the form {@code secret}, {@code response}, {@code remoteip}
 * at {@code siteverify} and answer in the same JSON. Nothing but a clear yes for one of our hosts is a yes. Redirects are not
 * followed, an answer has 16 KiB at most, and at most 64 questions are open at once. Thread-safe.
 */
@Component
class CaptchaVerifier {

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

    /** What the vendor says of a token that was solved at an address; never throws for what the vendor does. */
    Vouching verify(String token, String address, PresentedSolution solution) {
        return switch (http.call(request(token, address))) {
            case Answered answered -> judge(answered, solution);
            case NoAnswer none -> unknown(none);
        };
    }

    private static Vouching unknown(NoAnswer none) {
        switch (none.failure()) {
            case BUSY -> LOG.warn("{} questions to the captcha's vendor are open: no more are asked", MOST_AT_ONCE);
            case INTERRUPTED -> {}
            case TIMEOUT, REFUSED, UNTRUSTED, TOO_LARGE, BROKEN -> LOG.warn(UNUSABLE, none.why());
        }
        return new Vouching.Unknown();
    }

    private Vouching judge(Answered answered, PresentedSolution solution) {
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

    private Vouching judge(CaptchaAnswer answer, PresentedSolution solution) {
        if (answer.success()) {
            if (settings.captcha().hostnames().contains(answer.hostname())) {
                return new Vouching.Good(solution.vouchedFor());
            }
            LOG.info("a captcha was solved on a host that is not ours: {}", answer.hostname());
            return new Vouching.Bad();
        }
        if (answer.oursToMend()) {
            LOG.error("the captcha's vendor refuses our question: {}", answer.errors());
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
        if (settings.kind() == ChallengeKind.HCAPTCHA) {
            fields.put("sitekey", Objects.requireNonNull(settings.captcha().siteKey(), "checked with the settings"));
        }
        return fields;
    }

    private URI url() {
        URI own = settings.captcha().url();
        return own != null ? own : settings.kind() == ChallengeKind.HCAPTCHA ? HCAPTCHA : TURNSTILE;
    }
}
