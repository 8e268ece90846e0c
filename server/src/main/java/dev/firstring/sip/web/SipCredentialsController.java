package dev.firstring.sip.web;

import dev.firstring.account.AccountId;
import dev.firstring.account.DisplayName;
import dev.firstring.http.Answer;
import dev.firstring.http.ErrorCode;
import dev.firstring.http.Problem;
import dev.firstring.http.Refuses;
import dev.firstring.sip.CredentialId;
import dev.firstring.sip.CredentialStatus;
import dev.firstring.sip.credential.ListCredentials;
import dev.firstring.sip.credential.ReadCredential;
import dev.firstring.sip.credential.RenameCredential;
import dev.firstring.sip.sync.CredentialSync;
import dev.firstring.sip.view.CredentialSummary;
import dev.firstring.sip.view.CredentialView;
import dev.firstring.sip.view.CredentialViews;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The caller's own credentials. Credentials of other accounts are treated as absent. */
@RestController
@Tag(name = "SIP")
@RequestMapping({"/api/sip", "/api/v1/sip"})
public final class SipCredentialsController {

    private static final String OWNER = "owner";

    private final ReadCredential read;
    private final ListCredentials list;
    private final RenameCredential rename;
    private final CredentialSync sync;
    private final CredentialViews views;
    private final Clock clock;

    SipCredentialsController(
            ReadCredential read,
            ListCredentials list,
            RenameCredential rename,
            CredentialSync sync,
            CredentialViews views,
            Clock clock) {
        this.read = read;
        this.list = list;
        this.rename = rename;
        this.sync = sync;
        this.views = views;
        this.clock = clock;
    }

    @Operation(
            operationId = "listCredentials",
            summary = "List the caller's SIP credentials",
            description = "All credentials of the account with their state, newest first and without secrets.")
    @GetMapping("/credentials")
    Answer<CredentialList> list(AccountId account) {
        List<CredentialSummary> summaries =
                list.of(account).stream().map(views::summary).toList();
        return Answer.ok(CredentialList.of(summaries), "sip.listed");
    }

    @Operation(
            operationId = "hasActiveCredential",
            summary = "Check whether the caller has an active SIP credential",
            description = "Whether at least one credential of the account is active.")
    @GetMapping("/credentials/active")
    Answer<ActiveCredentials> active(AccountId account) {
        return Answer.ok(new ActiveCredentials(list.anyActive(account)), "sip.active");
    }

    @Operation(
            operationId = "readCredential",
            summary = "Read a SIP credential with its secret",
            description = "Everything that a softphone needs to register.")
    @Refuses({ErrorCode.CREDENTIAL_NOT_FOUND})
    @GetMapping("/credentials/{id}")
    Answer<CredentialView> read(AccountId account, @PathVariable String id) {
        return CredentialId.parse(id)
                .flatMap(credential -> read.byId(credential, account))
                .map(found -> Answer.ok(views.of(found.credential(), found.secret()), "sip.credential"))
                .orElseGet(SipCredentialsController::notFound);
    }

    @Operation(
            operationId = "renameCredential",
            summary = "Change the display name of a SIP credential",
            description = "Changes the name that is shown for calls from this credential.")
    @Refuses({ErrorCode.CREDENTIAL_NOT_FOUND, ErrorCode.INVALID_STATE})
    @PatchMapping("/credentials/{id}")
    Answer<CredentialSummary> rename(AccountId account, @PathVariable String id, @RequestBody RenameRequest request) {
        Optional<Problem.Violation> violation = request.violation();
        if (violation.isPresent()) {
            return Answer.refused(Problem.validation(List.of(violation.get())));
        }
        Optional<CredentialId> credential = CredentialId.parse(id);
        if (credential.isEmpty()) {
            return notFound();
        }
        return switch (rename.rename(credential.get(), account, request.name(), OWNER, clock.instant())) {
            case RenameCredential.Renamed renamed ->
                Answer.ok(views.summary(sync.sync(renamed.credential())), "sip.renamed");
            case RenameCredential.NotFound() -> notFound();
            case RenameCredential.NotAllowed(CredentialStatus status) -> StateProblem.of(status);
        };
    }

    private static <T> Answer<T> notFound() {
        return Answer.refused(Problem.of(ErrorCode.CREDENTIAL_NOT_FOUND));
    }

    /** Whether the caller has an active credential, with which phones can register. */
    record ActiveCredentials(boolean hasCredentials) {}

    /**
     * The credentials of the caller.
     *
     * @param count the number of listed credentials
     */
    record CredentialList(List<CredentialSummary> credentials, int count) {

        CredentialList {
            credentials = List.copyOf(credentials);
        }

        static CredentialList of(List<CredentialSummary> credentials) {
            return new CredentialList(credentials, credentials.size());
        }
    }

    /**
     * The body of a request to rename a credential.
     *
     * @param displayName 1 to 100 characters
     */
    record RenameRequest(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            String displayName) {

        Optional<Problem.Violation> violation() {
            return displayName == null
                    ? Optional.of(DisplayNameField.missing())
                    : DisplayNameField.violation(displayName);
        }

        /** The name. The request must be free of violations. */
        DisplayName name() {
            return new DisplayName(Objects.requireNonNull(displayName));
        }
    }
}
