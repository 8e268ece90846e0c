package dev.firstring.console.credentials;

import dev.firstring.account.admin.Needs;
import dev.firstring.account.admin.Operator;
import dev.firstring.account.admin.Scope;
import dev.firstring.http.Answer;
import dev.firstring.http.CleanText;
import dev.firstring.http.ErrorCode;
import dev.firstring.http.Problem;
import dev.firstring.http.Refuses;
import dev.firstring.http.Required;
import dev.firstring.sip.Credential;
import dev.firstring.sip.CredentialId;
import dev.firstring.sip.CredentialStatus;
import dev.firstring.sip.lifecycle.ChangeCredentialState;
import dev.firstring.sip.sync.SyncReport;
import dev.firstring.sip.sync.SyncStatus;
import dev.firstring.sip.web.StateProblem;
import dev.firstring.sipserver.sync.AskServers;
import dev.firstring.sipserver.web.ChangesServers;
import dev.firstring.sipserver.web.FaultProblem;
import dev.firstring.sipserver.web.StepView;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The operations on one credential for operators. Each response contains the sync steps and their progress. */
@RestController
@RequestMapping({"/api/admin/sip/credentials/{id}", "/api/v1/admin/sip/credentials/{id}"})
@Tag(name = "Admin")
final class CredentialActsController {

    private final ChangeCredentialState change;
    private final AskServers servers;
    private final OperatorQueries queries;
    private final Clock clock;

    CredentialActsController(ChangeCredentialState change, AskServers servers, OperatorQueries queries, Clock clock) {
        this.change = change;
        this.servers = servers;
        this.queries = queries;
        this.clock = clock;
    }

    /**
     * The result of an operation.
     *
     * @param syncStatus {@code synced} if every step is done
     */
    record Act(OperatorCredential credential, String syncStatus, List<StepView> steps) {

        static Act of(Credential credential, SyncReport report) {
            return new Act(
                    OperatorCredential.of(credential.withSync(report.status())),
                    report.status().word(),
                    StepView.of(report));
        }
    }

    @Operation(
            operationId = "suspendCredential",
            summary = "Suspend a SIP credential",
            description = "Suspends the credential on every SIP server and ends its registrations.")
    @Refuses({ErrorCode.CREDENTIAL_NOT_FOUND, ErrorCode.INVALID_STATE})
    @PostMapping("/suspend")
    Answer<Act> suspend(
            @Needs(Scope.SIP_WRITE) Operator operator, @PathVariable String id, @RequestBody @Valid ReasonBody body) {
        return become(CredentialStatus.SUSPENDED, id, body.text(), operator, "admin.suspended");
    }

    @Operation(
            operationId = "reactivateCredential",
            summary = "Reactivate a SIP credential",
            description = "Ends a suspension on every SIP server.")
    @Refuses({ErrorCode.CREDENTIAL_NOT_FOUND, ErrorCode.INVALID_STATE})
    @PostMapping("/reactivate")
    Answer<Act> reactivate(@Needs(Scope.SIP_WRITE) Operator operator, @PathVariable String id) {
        return become(CredentialStatus.ACTIVE, id, null, operator, "admin.reactivated");
    }

    @Operation(
            operationId = "revokeCredential",
            summary = "Revoke a SIP credential",
            description = "Removes the credential from every SIP server. It cannot be undone.")
    @Refuses({ErrorCode.CREDENTIAL_NOT_FOUND, ErrorCode.INVALID_STATE})
    @PostMapping("/revoke")
    Answer<Act> revoke(
            @Needs(Scope.SIP_WRITE) Operator operator, @PathVariable String id, @RequestBody @Valid ReasonBody body) {
        return become(CredentialStatus.REVOKED, id, body.text(), operator, "admin.revoked");
    }

    @Operation(
            operationId = "deregisterCredential",
            summary = "End all registrations of a SIP credential",
            description = "Ends the registrations of the credential on every SIP server.")
    @Refuses({ErrorCode.CREDENTIAL_NOT_FOUND})
    @ChangesServers
    @PostMapping("/deregister")
    Answer<Act> deregister(@Needs(Scope.SIP_WRITE) Operator operator, @PathVariable String id) {
        Credential credential = queries.credential(id);
        return told(
                credential,
                servers.endContacts(credential, operator.actor(), clock.instant()),
                "admin.deregistered",
                "admin.deregistering");
    }

    @Operation(
            operationId = "syncCredential",
            summary = "Synchronise a SIP credential with the SIP servers",
            description = "Applies the credential to every SIP server without waiting for the next attempt.")
    @Refuses({ErrorCode.CREDENTIAL_NOT_FOUND})
    @ChangesServers
    @PostMapping("/sync")
    Answer<Act> sync(@Needs(Scope.SIP_WRITE) Operator operator, @PathVariable String id) {
        Credential credential = queries.credential(id);
        return told(
                credential,
                servers.compare(credential, operator.actor(), clock.instant()),
                "admin.synced",
                "admin.syncing");
    }

    /**
     * The response of an operation that only addresses the servers: if one of them fails, the operation fails, although
     * it is retried.
     */
    private static Answer<Act> told(Credential credential, SyncReport report, String done, String notYet) {
        String message =
                report.steps().isEmpty() ? "admin.no-servers" : report.status() == SyncStatus.SYNCED ? done : notYet;
        return FaultProblem.of(report)
                .<Answer<Act>>map(Answer::refused)
                .orElseGet(() -> Answer.ok(Act.of(credential, report), message));
    }

    private Answer<Act> become(
            CredentialStatus next, String id, @Nullable String reason, Operator operator, String message) {
        Optional<CredentialId> credential = CredentialId.parse(id);
        if (credential.isEmpty()) {
            return Answer.refused(Problem.of(ErrorCode.CREDENTIAL_NOT_FOUND));
        }
        return switch (change.become(next, credential.get(), reason, operator.actor(), clock.instant())) {
            case ChangeCredentialState.Outcome.Changed(Credential changed, SyncReport report) ->
                Answer.ok(Act.of(changed, report), message);
            case ChangeCredentialState.Outcome.NotFound() -> Answer.refused(Problem.of(ErrorCode.CREDENTIAL_NOT_FOUND));
            case ChangeCredentialState.Outcome.NotAllowed(CredentialStatus status) -> StateProblem.of(status);
        };
    }

    /**
     * The reason for an operator's action.
     *
     * @param reason stored with the credential and in the trail; it should not name a person
     */
    record ReasonBody(
            @Nullable @Required @CleanText(max = 200) String reason) {

        /** The reason of a validated body. */
        String text() {
            return String.valueOf(reason).strip();
        }
    }
}
