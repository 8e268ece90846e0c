package dev.firstring.messaging.provider.vonage;

import dev.firstring.messaging.MessageSender;
import dev.firstring.messaging.MessageSenderSource;
import dev.firstring.messaging.hook.HookSettings;
import dev.firstring.messaging.hook.MessageKey;
import dev.firstring.platform.Ids;
import dev.firstring.platform.Secret;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The Vonage sender, if the settings name an account. Thread-safe. */
@Component
final class Vonage implements MessageSenderSource {

    private final VonageSettings settings;
    private final VonageTokens tokens;
    private final @Nullable VonageSender sender;

    Vonage(VonageSettings settings, HookSettings hooks, Clock clock, Ids ids) {
        this.settings = settings;
        this.tokens = new VonageTokens(clock, ids);
        Secret secret = settings.apiSecret();
        this.sender = settings.apiKey().isEmpty() || secret == null
                ? null
                : new VonageSender(settings, secret, tokens, hooks);
    }

    @Override
    public List<MessageSender> senders() {
        VonageSender made = sender;
        return made == null ? List.of() : List.of(made);
    }

    /** Returns the sender if conversions are to be reported. */
    Optional<VonageSender> wantsConversions() {
        return settings.conversions() ? Optional.ofNullable(sender) : Optional.empty();
    }

    /** Whether the receipt of an SMS has the valid key of its URL. */
    boolean knows(UUID message, String key) {
        Secret secret = settings.apiSecret();
        return sender != null && secret != null && MessageKey.matches(secret, VonageSender.NAME, message, key);
    }

    /** Whether the event of a call is signed by Vonage. */
    boolean signed(@Nullable String authorization, String body) {
        Secret secret = settings.signatureSecret();
        return sender != null && secret != null && tokens.signed(authorization, body, secret, settings.apiKey());
    }

    @PreDestroy
    void close() {
        VonageSender made = sender;
        if (made != null) {
            made.close();
        }
    }
}
