package dev.firstring.softphone.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/** The API's representation of a credential, in camelCase and without the response envelope. */
final class JsonDocument implements Document {

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
