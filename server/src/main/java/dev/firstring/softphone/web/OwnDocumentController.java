package dev.firstring.softphone.web;

import dev.firstring.account.AccountId;
import dev.firstring.http.Answer;
import dev.firstring.http.ErrorCode;
import dev.firstring.http.Problem;
import dev.firstring.http.Refuses;
import dev.firstring.sip.Credential;
import dev.firstring.sip.CredentialId;
import dev.firstring.sip.CredentialStatus;
import dev.firstring.sip.credential.ListCredentials;
import dev.firstring.sip.credential.ReadCredential;
import dev.firstring.sip.view.CredentialView;
import dev.firstring.sip.web.StateProblem;
import dev.firstring.softphone.document.Document;
import dev.firstring.softphone.document.Documents;
import dev.firstring.softphone.document.Format;
import dev.firstring.softphone.visitor.Visitor;
import dev.firstring.softphone.visitor.Visitors;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Returns the document of the caller's active credential to signed-in apps, any number of times. */
@RestController
@Tag(name = "Softphones")
final class OwnDocumentController {

    private final ListCredentials list;
    private final ReadCredential read;
    private final Documents documents;
    private final Visitors visitors;

    OwnDocumentController(ListCredentials list, ReadCredential read, Documents documents, Visitors visitors) {
        this.list = list;
        this.read = read;
        this.documents = documents;
        this.visitors = visitors;
    }

    @Operation(
            operationId = "readOwnDocument",
            summary = "Read the softphone document of the caller's credential",
            description = "The document of the given active credential, or of the newest one, any number of times.")
    @Refuses({ErrorCode.CREDENTIAL_NOT_FOUND, ErrorCode.INVALID_STATE, ErrorCode.VALIDATION_FAILED})
    @ApiResponse(
            responseCode = "200",
            content = {
                @Content(mediaType = "application/xml"),
                @Content(mediaType = "application/json", schema = @Schema(implementation = CredentialView.class)),
                @Content(mediaType = "text/plain")
            })
    @GetMapping("/provisioning/me")
    ResponseEntity<byte[]> own(
            AccountId account,
            @RequestParam(required = false) @Nullable String format,
            @RequestParam(required = false) @Nullable String credential,
            @Parameter(hidden = true) @RequestHeader HttpHeaders headers) {
        Format wanted = format == null ? formatFor(headers) : formatOf(format);
        ReadCredential.Found found = Optional.ofNullable(credential)
                .flatMap(CredentialId::parse)
                .or(() -> credential == null ? newestActive(account) : Optional.empty())
                .flatMap(id -> read.byId(id, account))
                .orElseThrow(() -> Problem.of(ErrorCode.CREDENTIAL_NOT_FOUND).asRefusal());
        CredentialStatus status = found.credential().status();
        if (status != CredentialStatus.ACTIVE) {
            Answer<Void> refusal = StateProblem.of(status);
            throw Objects.requireNonNull(refusal.problem()).asRefusal();
        }
        Document document = documents.of(
                wanted, found.credential(), Objects.requireNonNull(found.secret(), "an active one has one"));
        return ResponseEntity.ok()
                .contentType(document.mediaType())
                .cacheControl(CacheControl.noStore())
                .body(document.bytes());
    }

    private Optional<CredentialId> newestActive(AccountId account) {
        return list.of(account).stream()
                .filter(credential -> credential.status() == CredentialStatus.ACTIVE)
                .map(Credential::id)
                .findFirst();
    }

    private Format formatFor(HttpHeaders headers) {
        return switch (visitors.of(headers)) {
            case Visitor.Softphone(Format reads) -> reads;
            case Visitor.Onlooker() -> Format.LINPHONE;
        };
    }

    private static Format formatOf(String word) {
        return Format.ofWord(word)
                .orElseThrow(() -> Problem.validation(List.of(
                                Problem.Violation.of("format", "field.choice", "linphone, acrobits, baresip, json")))
                        .asRefusal());
    }
}
