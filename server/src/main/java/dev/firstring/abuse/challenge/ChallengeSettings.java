package dev.firstring.abuse.challenge;

import dev.firstring.platform.Secret;
import dev.firstring.platform.WireWord;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The challenge that a sender solves where one is wanted.
 *
 * @param kind the kind of challenge: {@code proof-of-work} involves no third party, the others need keys from their
 *     vendor
 * @param difficulty the maximum number of hashes for the easiest proof of work; half of it on average
 * @param hardest the maximum number of hashes for any proof of work; pressure doubles the difficulty up to this value
 * @param lifetime how long a proof of work can be solved
 */
@Validated
@ConfigurationProperties("firstring.challenge")
public record ChallengeSettings(
        @DefaultValue("proof-of-work") Kind kind,
        @Min(1_000) @Max(10_000_000) @DefaultValue("100000") long difficulty,

        @Min(1_000) @Max(100_000_000) @DefaultValue("3200000")
        long hardest,

        @DurationMin(seconds = 30) @DurationMax(minutes = 30) @DefaultValue("5m")
        Duration lifetime,

        @Valid @DefaultValue Captcha captcha) {

    public ChallengeSettings {
        if (hardest < difficulty) {
            throw new IllegalArgumentException(
                    "firstring.challenge.hardest must be at least firstring.challenge.difficulty");
        }
        if (kind != Kind.PROOF_OF_WORK
                && (captcha.siteKey() == null
                        || captcha.secret() == null
                        || captcha.hostnames().isEmpty())) {
            throw new IllegalArgumentException("firstring.challenge.kind=" + kind.word()
                    + " needs firstring.challenge.captcha.site-key, .secret and .hostnames");
        }
    }

    /** Who issues challenges and judges what is presented. */
    public enum Kind implements WireWord.Hyphenated {
        /** The service itself. */
        PROOF_OF_WORK,
        /** hCaptcha. */
        HCAPTCHA,
        /** Cloudflare Turnstile. */
        TURNSTILE
    }

    /**
     * The captcha of a vendor.
     *
     * @param siteKey the public key of the site, shown to browsers
     * @param secret the secret key for verifying solutions
     * @param hostnames the host names of your pages, on which the widget may be solved
     * @param url the URL for verification, if it is not the vendor's own; https, or http on this machine
     * @param timeout how long a verification may take
     */
    public record Captcha(
            @Nullable String siteKey,
            @Nullable Secret secret,
            @DefaultValue List<String> hostnames,
            @Nullable URI url,

            @DurationMin(millis = 100) @DurationMax(seconds = 10) @DefaultValue("3s")
            Duration timeout) {

        public Captcha {
            hostnames = hostnames.stream()
                    .map(name -> name.toLowerCase(Locale.ROOT))
                    .toList();
            if (url != null && !"https".equals(url.getScheme()) && !isHere(url)) {
                throw new IllegalArgumentException(
                        "firstring.challenge.captcha.url must begin with https://; the secret goes there");
            }
        }

        private static boolean isHere(URI url) {
            String host = url.getHost();
            return "http".equals(url.getScheme())
                    && host != null
                    && List.of("localhost", "127.0.0.1", "[::1]").contains(host);
        }
    }
}
