package dev.firstring.abuse.challenge;

import dev.firstring.http.PageSources;
import java.util.List;
import org.springframework.stereotype.Component;

/** Lets pages show the widget of the captcha that is configured, from where its vendor says that it comes; thread-safe. */
@Component
final class CaptchaSources implements PageSources {

    private final ChallengeKind kind;

    CaptchaSources(ChallengeSettings settings) {
        this.kind = settings.kind();
    }

    @Override
    public List<String> origins() {
        return switch (kind) {
            case PROOF_OF_WORK -> List.of();
            case HCAPTCHA -> List.of("https://hcaptcha.com", "https://*.hcaptcha.com");
            case TURNSTILE -> List.of("https://challenges.cloudflare.com");
        };
    }
}
