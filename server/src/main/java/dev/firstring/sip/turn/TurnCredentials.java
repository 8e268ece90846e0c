package dev.firstring.sip.turn;

import dev.firstring.platform.Hash;
import dev.firstring.sip.Credential;
import dev.firstring.sip.CredentialStatus;
import dev.firstring.sip.settings.TurnSettings;
import java.time.Clock;
import java.util.Base64;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Issues TURN credentials that expire by themselves (TURN-1, draft-uberti-behave-turn-rest-00). They cannot be revoked,
 * so none is issued for a credential that is not active (TURN-2). The user part is the id of the credential, which
 * tells the TURN server nothing about the person. Thread-safe.
 */
@Component
public final class TurnCredentials {

    private final TurnSettings settings;
    private final Clock clock;

    public TurnCredentials(TurnSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** Issues a grant with the current secret; empty if TURN is off or the credential is not active. */
    public Optional<TurnGrant> issue(Credential credential) {
        if (!settings.isOn() || credential.status() != CredentialStatus.ACTIVE) {
            return Optional.empty();
        }
        long ttl = settings.ttl().toSeconds();
        String username = (clock.instant().getEpochSecond() + ttl) + ":" + credential.id();
        return Optional.of(
                new TurnGrant(username, password(settings.secrets().getFirst(), username), ttl, settings.uris()));
    }

    /** HMAC-SHA-1 is required by the draft and by coturn. */
    private static String password(String secret, String username) {
        return Base64.getEncoder().encodeToString(Hash.hmacSha1(secret, username));
    }
}
