package dev.firstring.softphone.document;

import dev.firstring.account.AccountId;
import dev.firstring.account.DisplayName;
import dev.firstring.sip.Credential;
import dev.firstring.sip.CredentialId;
import dev.firstring.sip.CredentialStatus;
import dev.firstring.sip.DigestHash;
import dev.firstring.sip.SipAddress;
import dev.firstring.sip.SipSecret;
import dev.firstring.sip.SipUsername;
import dev.firstring.sip.Transport;
import dev.firstring.sip.settings.ClientSettings;
import dev.firstring.sip.settings.PhoneSide;
import dev.firstring.sip.settings.PhoneSideSettings;
import dev.firstring.sip.settings.SipSettings;
import dev.firstring.sip.settings.TurnSettings;
import dev.firstring.sip.sync.SyncStatus;
import dev.firstring.sip.turn.TurnCredentials;
import dev.firstring.sip.view.CredentialViews;
import dev.firstring.testing.SettableClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Documents of one account under the settings of choice. */
final class Samples {

    static final SipSecret SECRET = SipSecret.of("abcdefghijklmnopqrstuvwx");
    static final String ID = "0190a0a0-0000-7000-8000-000000000001";

    private static final Instant NOW = new SettableClock().instant();

    private String name = "Ada";
    private Transport transport = Transport.TLS;
    private String proxy = "";
    private DigestHash digest;
    private List<String> codecs = List.of("OPUS", "G722", "PCMU");
    private List<String> stun = List.of();
    private List<String> turn = List.of();

    Samples name(String other) {
        name = other;
        return this;
    }

    Samples transport(Transport other) {
        transport = other;
        return this;
    }

    Samples proxy(String other) {
        proxy = other;
        return this;
    }

    Samples digest(DigestHash other) {
        digest = other;
        return this;
    }

    Samples codecs(String... others) {
        codecs = List.of(others);
        return this;
    }

    Samples stun(String... uris) {
        stun = List.of(uris);
        return this;
    }

    Samples turn(String... uris) {
        turn = List.of(uris);
        return this;
    }

    Document of(Format format) {
        ClientSettings client = new ClientSettings(Transport.TLS, codecs, Duration.ofHours(1), stun);
        TurnSettings turnSettings = new TurnSettings(
                turn, turn.isEmpty() ? List.of() : List.of("north-wind-and-sun"), Duration.ofHours(12));
        PhoneSide phones = new PhoneSide(
                new PhoneSideSettings(proxy, digest),
                new SipSettings("sip.example.test", "", SipSettings.UsernameScheme.DERIVED, true, 5),
                Optional.empty());
        CredentialViews views =
                new CredentialViews(client, new TurnCredentials(turnSettings, new SettableClock()), phones);
        return new Documents(views, phones).of(format, credential(), SECRET);
    }

    String text(Format format) {
        return new String(of(format).bytes(), StandardCharsets.UTF_8);
    }

    private Credential credential() {
        UUID id = UUID.fromString(ID);
        return new Credential(
                new CredentialId(id),
                new AccountId(id),
                null,
                new SipAddress(new SipUsername("u234567k3f9"), "sip.example.test", "realm.example.test"),
                new Credential.Profile(name == null ? null : new DisplayName(name), transport, null),
                new Credential.Standing(CredentialStatus.ACTIVE, null, "owner", NOW, 1, SyncStatus.SYNCED),
                Credential.Times.beginning(NOW, "owner"));
    }
}
