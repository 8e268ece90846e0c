package dev.firstring.softphone.document;

import dev.firstring.sip.Credential;
import dev.firstring.sip.SipSecret;
import dev.firstring.sip.settings.PhoneSide;
import dev.firstring.sip.view.CredentialViews;
import org.springframework.stereotype.Component;

/** Creates documents. Each contains TURN credentials of its own, valid for a few hours. Thread-safe. */
@Component
public final class Documents {

    private final CredentialViews views;
    private final PhoneSide phones;

    public Documents(CredentialViews views, PhoneSide phones) {
        this.views = views;
        this.phones = phones;
    }

    /** Creates a document of the given format for an active credential. */
    public Document of(Format format, Credential credential, SipSecret secret) {
        PhoneAccount account =
                new PhoneAccount(credential, secret, views.of(credential, secret), phones.hash(), phones.proxy());
        return switch (format) {
            case LINPHONE -> new LinphoneDocument(account);
            case ACROBITS -> new AcrobitsDocument(account);
            case BARESIP -> new BaresipDocument(account);
            case JSON -> new JsonDocument(account);
        };
    }
}
