package dev.firstring.abuse.challenge;

import dev.firstring.platform.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
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
    private static final URI HCAPTCHA = URI.create("https://api.hcaptcha.com/siteverify");
    private static final URI TURNSTILE = URI.create("https://challenges.cloudflare.com/turnstile/v0/siteverify");
    private static final int LARGEST_ANSWER = 16 * 1024;
    private static final int MOST_AT_ONCE = 64;

    private final ChallengeSettings settings;
    private final Semaphore places = new Semaphore(MOST_AT_ONCE);
    private final HttpClient client;

    CaptchaVerifier(ChallengeSettings settings) {
        this.settings = settings;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(settings.captcha().timeout())
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /** What the vendor says of a token that was solved at an address; never throws for what the vendor does. */
    Vouching verify(String token, String address, PresentedSolution solution) {
        if (!places.tryAcquire()) {
            LOG.warn("{} questions to the captcha's vendor are open: no more are asked", MOST_AT_ONCE);
            return new Vouching.Unknown();
        }
        try {
            return judge(ask(token, address), solution);
        } catch (IOException | TimeoutException | JacksonException e) {
            LOG.warn("the captcha's vendor gave no usable answer: {}", e.toString());
            return new Vouching.Unknown();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Vouching.Unknown();
        } finally {
            places.release();
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

    private CaptchaAnswer ask(String token, String address) throws IOException, InterruptedException, TimeoutException {
        CompletableFuture<HttpResponse<byte[]>> pending = client.sendAsync(
                HttpRequest.newBuilder(url())
                        .timeout(settings.captcha().timeout())
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("Accept", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(form(token, address)))
                        .build(),
                HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), LARGEST_ANSWER));
        try {
            HttpResponse<byte[]> response =
                    pending.get(settings.captcha().timeout().toMillis(), TimeUnit.MILLISECONDS);
            if (response.statusCode() != 200) {
                throw new IOException("status " + response.statusCode());
            }
            return CaptchaAnswer.read(JsonMapper.shared().readTree(response.body()));
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } finally {
            pending.cancel(true);
        }
    }

    private String form(String token, String address) {
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
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private URI url() {
        URI own = settings.captcha().url();
        return own != null ? own : settings.kind() == ChallengeKind.HCAPTCHA ? HCAPTCHA : TURNSTILE;
    }
}
