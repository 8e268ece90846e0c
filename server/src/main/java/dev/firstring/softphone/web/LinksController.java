package dev.firstring.softphone.web;

import dev.firstring.account.AccountId;
import dev.firstring.http.Answer;
import dev.firstring.http.Choice;
import dev.firstring.http.ErrorCode;
import dev.firstring.http.Problem;
import dev.firstring.http.PublicUrl;
import dev.firstring.http.Refuses;
import dev.firstring.sip.CredentialId;
import dev.firstring.sip.CredentialStatus;
import dev.firstring.sip.web.StateProblem;
import dev.firstring.softphone.document.Format;
import dev.firstring.softphone.link.AppLinks;
import dev.firstring.softphone.link.CreateLink;
import dev.firstring.softphone.link.Link;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Creates links for the caller's credentials. A credential of another account is treated as unknown. */
@RestController
@Tag(name = "SIP")
@RequestMapping({"/api/sip", "/api/v1/sip"})
final class LinksController {

    private final CreateLink create;

    LinksController(CreateLink create) {
        this.create = create;
    }

    @Operation(
            operationId = "createProvisioningLink",
            summary = "Create a one-time link that configures a softphone",
            description =
                    "The link returns the document of the credential, for a limited number of uses and a short time.")
    @Refuses({ErrorCode.CREDENTIAL_NOT_FOUND, ErrorCode.INVALID_STATE})
    @PostMapping("/credentials/{id}/provisioning-links")
    Answer<ProvisioningLink> create(
            AccountId account,
            PublicUrl base,
            @PathVariable String id,
            @Valid @RequestBody(required = false) @Nullable ProvisioningLinkBody body) {
        ProvisioningLinkBody wanted = Objects.requireNonNullElseGet(body, () -> new ProvisioningLinkBody(null, null));
        int uses = wanted.usesOrOne();
        if (uses < 1) {
            return Answer.refused(Problem.validation(List.of(Problem.Violation.of("uses", "field.min", 1))));
        }
        if (uses > create.maxUses()) {
            return Answer.refused(
                    Problem.validation(List.of(Problem.Violation.of("uses", "field.max", create.maxUses()))));
        }
        Optional<CredentialId> credential = CredentialId.parse(id);
        if (credential.isEmpty()) {
            return Answer.refused(Problem.of(ErrorCode.CREDENTIAL_NOT_FOUND));
        }
        return switch (create.create(credential.get(), account, wanted.asked().orElse(null), uses)) {
            case CreateLink.Created(Link link) -> Answer.ok(ProvisioningLink.of(link, base), "sip.link-created");
            case CreateLink.NotFound() -> Answer.refused(Problem.of(ErrorCode.CREDENTIAL_NOT_FOUND));
            case CreateLink.NotAllowed(CredentialStatus status) -> StateProblem.of(status);
        };
    }

    /**
     * A new link in the response to its owner. {@link #toString()} omits the secrets. Immutable.
     *
     * @param url the URL that the phone opens
     * @param expiresAt when it expires
     * @param uses how many times it may be used
     * @param format the format of the document; null if it depends on the visitor
     * @param appLinks links that open an app on the same device with it
     */
    record ProvisioningLink(
            String url,
            Instant expiresAt,
            int uses,
            @Nullable String format,
            AppLinks appLinks,
            String qrSvgUrl,
            String qrPngUrl) {

        static ProvisioningLink of(Link link, PublicUrl base) {
            Format format = link.format();
            String url = link.url(base);
            return new ProvisioningLink(
                    url,
                    link.expiresAt(),
                    link.uses(),
                    format == null ? null : format.word(),
                    link.appLinks(base),
                    url + "/qr.svg",
                    url + "/qr.png");
        }

        @Override
        public String toString() {
            return "ProvisioningLink[until " + expiresAt + "]";
        }
    }

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
}
