package dev.firstring.console.credentials;

import dev.firstring.account.admin.Needs;
import dev.firstring.account.admin.Operator;
import dev.firstring.account.admin.Scope;
import dev.firstring.http.Answer;
import dev.firstring.http.ErrorCode;
import dev.firstring.http.Refuses;
import dev.firstring.sip.Credential;
import dev.firstring.sip.sync.SyncReport;
import dev.firstring.sipserver.check.ValidateCredential;
import dev.firstring.sipserver.sync.SyncReports;
import dev.firstring.sipserver.web.ReadsServers;
import dev.firstring.sipserver.web.RegistrationView;
import dev.firstring.sipserver.web.Registrations;
import dev.firstring.sipserver.web.StepView;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Read-only operations on credentials for operators. Secrets are never returned. */
@RestController
@RequestMapping({"/api/admin/sip/credentials", "/api/v1/admin/sip/credentials"})
@Tag(name = "Admin")
final class CredentialQueriesController {

    private final CredentialSearch search;
    private final OperatorQueries queries;
    private final Timeline timeline;
    private final SyncReports reports;
    private final ValidateCredential validate;
    private final Registrations registrations;
    private final Clock clock;

    CredentialQueriesController(
            CredentialSearch search,
            OperatorQueries queries,
            Timeline timeline,
            SyncReports reports,
            ValidateCredential validate,
            Registrations registrations,
            Clock clock) {
        this.search = search;
        this.queries = queries;
        this.timeline = timeline;
        this.reports = reports;
        this.validate = validate;
        this.registrations = registrations;
        this.clock = clock;
    }

    /**
     * A page of credentials.
     *
     * @param count the number of credentials on this page
     * @param nextCursor the cursor of the next page; null on the last page
     */
    record CredentialPage(
            List<OperatorCredential> credentials,
            int count,
            @Nullable String nextCursor) {}

    /**
     * @param steps the progress of the last change on each SIP server
     * @param trail the latest events
     */
    record CredentialDetail(OperatorCredential credential, List<StepView> steps, List<TimelineEvent> trail) {}

    /** @param next the value of {@code before} for older events; null on the last page */
    record TimelinePage(
            List<TimelineEvent> events, @Nullable Instant next) {}

    /** @param error the first error */
    record Validation(boolean valid, @Nullable String error, List<CheckView> checks) {}

    /** @param server the SIP server; null for the database */
    record CheckView(
            String name,
            @Nullable String server,
            boolean passed,
            @Nullable String error) {}

    @Operation(
            operationId = "findCredentials",
            summary = "Find SIP credentials, newest first",
            description =
                    "Pages of credentials without secrets. All filters must match; cursor continues after the previous"
                            + " page.")
    @Refuses({ErrorCode.VALIDATION_FAILED})
    @GetMapping
    Answer<CredentialPage> find(
            @Needs(Scope.SIP_READ) Operator operator,
            @RequestParam(required = false) @Nullable String phone,
            @RequestParam(required = false) @Nullable String username,
            @RequestParam(required = false) @Nullable String accountId,
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String syncStatus,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") int limit) {
        CredentialFilter filter = queries.filter(phone, username, accountId, status, syncStatus, cursor, limit);
        List<Credential> found = search.page(filter);
        boolean more = found.size() > filter.limit();
        List<Credential> page = more ? found.subList(0, filter.limit()) : found;
        return Answer.ok(
                new CredentialPage(
                        page.stream().map(OperatorCredential::of).toList(),
                        page.size(),
                        more ? page.getLast().id().toString() : null),
                "admin.credentials");
    }

    @Operation(
            operationId = "inspectCredential",
            summary = "Read a SIP credential with its steps and audit events",
            description = "Everything except the secret.")
    @Refuses({ErrorCode.CREDENTIAL_NOT_FOUND})
    @GetMapping("/{id}")
    Answer<CredentialDetail> read(@Needs(Scope.SIP_READ) Operator operator, @PathVariable String id) {
        Credential credential = queries.credential(id);
        SyncReport report = reports.of(credential.id());
        return Answer.ok(
                new CredentialDetail(
                        OperatorCredential.of(credential),
                        StepView.of(report),
                        timeline.of(credential, end(), clock.instant(), OperatorQueries.limit(50))),
                "admin.credential");
    }

    @Operation(
            operationId = "readTimeline",
            summary = "List the events of a SIP credential, newest first",
            description = "Events of the audit trail and steps of the sync, in one list.")
    @Refuses({ErrorCode.CREDENTIAL_NOT_FOUND})
    @GetMapping("/{id}/timeline")
    Answer<TimelinePage> timeline(
            @Needs(Scope.SIP_READ) Operator operator,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable Instant before,
            @RequestParam(defaultValue = "50") int limit) {
        int most = OperatorQueries.limit(limit);
        List<TimelineEvent> events =
                timeline.of(queries.credential(id), before == null ? end() : before, clock.instant(), most);
        return Answer.ok(
                new TimelinePage(
                        events, events.size() < most ? null : events.getLast().at()),
                "admin.timeline");
    }

    @Operation(
            operationId = "inspectRegistration",
            summary = "List the registrations of a SIP credential",
            description = "The devices that are registered with the credential, as the SIP servers report them now.")
    @Refuses({ErrorCode.CREDENTIAL_NOT_FOUND})
    @ReadsServers
    @GetMapping("/{id}/registration")
    Answer<RegistrationView> registration(@Needs(Scope.SIP_READ) Operator operator, @PathVariable String id) {
        return registrations.answer(queries.credential(id));
    }

    @Operation(
            operationId = "validateCredential",
            summary = "Validate a SIP credential on every server",
            description = "Runs checks against the database and every SIP server. Nothing is changed.")
    @Refuses({ErrorCode.CREDENTIAL_NOT_FOUND})
    @GetMapping("/{id}/validate")
    Answer<Validation> validate(@Needs(Scope.SIP_READ) Operator operator, @PathVariable String id) {
        List<CheckView> checks = validate.checks(queries.credential(id)).stream()
                .map(check -> new CheckView(check.name(), check.server(), check.passed(), check.error()))
                .toList();
        CheckView failed =
                checks.stream().filter(check -> !check.passed()).findFirst().orElse(null);
        return Answer.ok(
                new Validation(failed == null, failed == null ? null : failed.error(), checks), "admin.validated");
    }

    /** Later than any event. */
    private Instant end() {
        return clock.instant().plusSeconds(1);
    }
}
