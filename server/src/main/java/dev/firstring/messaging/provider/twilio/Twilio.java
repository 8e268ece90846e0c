package dev.firstring.messaging.provider.twilio;

import dev.firstring.messaging.MessageSender;
import dev.firstring.messaging.MessageSenderSource;
import dev.firstring.messaging.hook.HookSettings;
import dev.firstring.platform.Secret;
import jakarta.annotation.PreDestroy;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The Twilio sender, if the settings name an account. Thread-safe. */
@Component
final class Twilio implements MessageSenderSource {

    private final Optional<Secret> authToken;
    private final List<TwilioSender> senders;

    Twilio(TwilioSettings settings, HookSettings hooks) {
        this.authToken = settings.accountSid().isEmpty() ? Optional.empty() : Optional.ofNullable(settings.authToken());
        this.senders = authToken.stream()
                .map(token -> new TwilioSender(settings, token, hooks))
                .toList();
    }

    @Override
    public List<MessageSender> senders() {
        return List.copyOf(senders);
    }

    /** Returns the secret that signs receipts, or empty if Twilio is not configured. */
    Optional<Secret> authToken() {
        return authToken;
    }

    @PreDestroy
    void close() {
        senders.forEach(TwilioSender::close);
    }
}
