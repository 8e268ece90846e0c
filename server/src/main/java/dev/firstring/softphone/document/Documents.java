package dev.firstring.softphone.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.firstring.sip.Credential;
import dev.firstring.sip.SipSecret;
import dev.firstring.sip.settings.PhoneSide;
import dev.firstring.sip.view.CredentialViews;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

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

    /** The API's representation of a credential, in camelCase and without the response envelope. */
    private static final class JsonDocument implements Document {

        private static final JsonMapper JSON = JsonMapper.builder()
                .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
                .build();

        private final PhoneAccount account;

        JsonDocument(PhoneAccount account) {
            this.account = account;
        }

        @Override
        public MediaType mediaType() {
            return MediaType.APPLICATION_JSON;
        }

        @Override
        public byte[] bytes() {
            return JSON.writeValueAsBytes(account.view());
        }
    }
}
