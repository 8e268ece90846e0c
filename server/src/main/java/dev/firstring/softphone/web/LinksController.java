package dev.firstring.softphone.web;

import dev.firstring.account.AccountId;
import dev.firstring.http.Answer;
import dev.firstring.http.ErrorCode;
import dev.firstring.http.Problem;
import dev.firstring.http.PublicUrl;
import dev.firstring.http.Refuses;
import dev.firstring.sip.CredentialId;
import dev.firstring.sip.CredentialStatus;
import dev.firstring.sip.web.StateProblem;
import dev.firstring.softphone.link.CreateLink;
import dev.firstring.softphone.link.Link;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
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
}
