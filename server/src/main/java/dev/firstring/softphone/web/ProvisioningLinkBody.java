package dev.firstring.softphone.web;

import dev.firstring.http.Choice;
import dev.firstring.softphone.document.Format;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The request body of link creation.
 *
 * @param format the format of the document; null to let it depend on the visitor
 * @param uses how many times it may be used; null for once
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
