package dev.firstring.sip.view;

import dev.firstring.account.DisplayName;
import dev.firstring.phone.PhoneNumber;
import dev.firstring.sip.Credential;
import dev.firstring.sip.SipProxy;
import dev.firstring.sip.SipSecret;
import dev.firstring.sip.settings.ClientSettings;
import dev.firstring.sip.settings.PhoneSide;
import dev.firstring.sip.turn.TurnCredentials;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Creates the API's views of credentials. Thread-safe. */
@Component
public final class CredentialViews {

    private final ClientSettings settings;
    private final TurnCredentials turn;
    private final PhoneSide phones;

    public CredentialViews(ClientSettings settings, TurnCredentials turn, PhoneSide phones) {
        this.settings = settings;
        this.turn = turn;
        this.phones = phones;
    }

    /** The full view with a new TURN grant; {@code secret} is null if the credential is revoked. */
    public CredentialView of(Credential credential, @Nullable SipSecret secret) {
        return new CredentialView(
                credential.id().value(),
                credential.address().username().value(),
                secret == null ? null : secret.reveal(),
                credential.address().domain(),
                credential.address().uri(),
                phones.proxy().map(SipProxy::toString).orElse(null),
                text(credential.profile().displayName()),
                credential.profile().transport().name(),
                settings.codecs(),
                settings.registrationExpiry().toSeconds(),
                new StunTurnConfig(
                        settings.stunServers(), turn.issue(credential).orElse(null)),
                credential.standing().sync().word(),
                credential.status().word(),
                text(credential.number()),
                credential.times().created(),
                credential.times().created(),
                credential.times().createdBy(),
                credential.times().lastRegistered(),
                credential.times().firstCall(),
                credential.times().firstCallSeconds());
    }

    /** The view without secrets and without settings that only matter to holders of the secret. */
    public CredentialSummary summary(Credential credential) {
        return new CredentialSummary(
                credential.id().value(),
                credential.address().username().value(),
                credential.address().domain(),
                credential.address().uri(),
                text(credential.profile().displayName()),
                credential.profile().transport().name(),
                credential.standing().sync().word(),
                credential.status().word(),
                credential.standing().at(),
                text(credential.number()),
                credential.times().created(),
                credential.times().created(),
                credential.times().createdBy(),
                credential.times().lastRegistered(),
                credential.times().firstCall(),
                credential.times().firstCallSeconds());
    }

    private static @Nullable String text(@Nullable DisplayName name) {
        return name == null ? null : name.value();
    }

    private static @Nullable String text(@Nullable PhoneNumber number) {
        return number == null ? null : number.e164();
    }
}
