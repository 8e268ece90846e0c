package dev.firstring.softphone.web;

import dev.firstring.http.Choice;
import dev.firstring.softphone.document.Format;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A person asks for a link.
 *
 * @param format the document that it is to give; null to leave that to the phone
 * @param uses how many times it may be used; once by default
 */
record ProvisioningLinkBody(
        @Nullable @Choice({"linphone", "acrobits", "baresip", "json"})
        String format,

        @Nullable Integer uses) {

    Optional<Format> asked() {
        return Optional.ofNullable(format).flatMap(Format::ofWord);
    }

    int usesOrOne() {
        return uses == null ? 1 : uses;
    }
}
