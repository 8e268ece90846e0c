package dev.firstring.console.drift;

import dev.firstring.account.admin.Needs;
import dev.firstring.account.admin.Operator;
import dev.firstring.account.admin.Scope;
import dev.firstring.http.Answer;
import dev.firstring.http.ErrorCode;
import dev.firstring.http.Problem;
import dev.firstring.http.Refuses;
import dev.firstring.sipserver.ServerId;
import dev.firstring.sipserver.drift.CheckDrift;
import dev.firstring.sipserver.drift.DriftRunStore;
import dev.firstring.sipserver.drift.RepairDrift;
import dev.firstring.sipserver.drift.StartCheckOutcome;
import dev.firstring.sipserver.drift.finding.DriftFinding;
import dev.firstring.sipserver.drift.finding.DriftFindingStore;
import dev.firstring.sipserver.drift.finding.DriftKind;
import dev.firstring.sipserver.drift.finding.DriftReport;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Drift is reported before it is repaired: these are two calls, and the second one only repairs what the first one
 * reported.
 */
@RestController
@RequestMapping({"/api/admin/sip", "/api/v1/admin/sip"})
@Tag(name = "Admin")
final class DriftController {

    private final CheckDrift check;
    private final DriftRunStore runs;
    private final DriftFindingStore findings;
    private final RepairInBackground repair;

    DriftController(CheckDrift check, DriftRunStore runs, DriftFindingStore findings, RepairInBackground repair) {
        this.check = check;
        this.runs = runs;
        this.findings = findings;
        this.repair = repair;
    }

    /**
     * The result of a request to compare or repair.
     *
     * @param state {@code started}, {@code under_way}, {@code repaired} or {@code repairing}, which continues in the
     *     background
     * @param repaired repaired differences by kind
     * @param pending differences that the sync has yet to repair
     * @param outdated differences that no longer exist
     * @param failures servers that did not respond, and the reason
     */
    record Reconciliation(
            UUID run,
            String state,
            Map<String, Integer> repaired,
            int pending,
            int outdated,
            Map<String, String> failures) {

        static Reconciliation begun(UUID run, String state) {
            return new Reconciliation(run, state, Map.of(), 0, 0, Map.of());
        }

        static Reconciliation done(RepairDrift.Report report) {
            Map<String, Integer> byWord = new TreeMap<>();
            report.repaired().forEach((kind, count) -> byWord.put(kind.word(), count));
            return new Reconciliation(
                    report.run(),
                    report.pending() == 0 && report.failures().isEmpty() ? "repaired" : "repairing",
                    byWord,
                    report.pending(),
                    report.outdated(),
                    report.failures());
        }
    }

    @Operation(
            operationId = "readDrift",
            summary = "Read the differences between the SIP servers and the database",
            description = "The findings of the last comparison, in pages.")
    @Refuses({ErrorCode.VALIDATION_FAILED})
    @GetMapping("/drift")
    Answer<DriftView> drift(
            @Needs(Scope.SIP_READ) Operator operator,
            @RequestParam(required = false) @Nullable String server,
            @RequestParam(required = false) @Nullable String kind,
            @RequestParam(defaultValue = "0") long cursor,
            @RequestParam(defaultValue = "50") int limit) {
        ServerId onServer = server(server);
        DriftKind ofKind = kind(kind);
        Optional<DriftReport> last = runs.last();
        int most = Math.clamp(limit, 1, DriftFindingStore.MAX_PAGE);
        List<DriftFinding> page =
                last.isEmpty() ? List.of() : findings.page(last.get().run(), onServer, ofKind, cursor, most);
        return Answer.ok(
                new DriftView(
                        last.map(DriftView.Run::of).orElse(null),
                        runs.underWay().map(DriftView.Run::of).orElse(null),
                        page.stream().map(DriftView.Finding::of).toList(),
                        page.size() < most
                                ? null
                                : String.valueOf(page.getLast().id())),
                "admin.drift");
    }

    @Operation(
            operationId = "reconcileServers",
            summary = "Compare the SIP servers with the database, or repair the differences",
            description =
                    "With dryRun, the default, a comparison is started; without it the differences found by the last"
                            + " comparison are repaired.")
    @Refuses({ErrorCode.INVALID_STATE})
    @PostMapping("/reconcile")
    Answer<Reconciliation> reconcile(@Needs(Scope.SIP_RECONCILE) Operator operator, @RequestBody ReconcileBody body) {
        return body.repairs() ? repair(operator) : start(operator);
    }

    private Answer<Reconciliation> start(Operator operator) {
        return switch (check.start(operator.actor())) {
            case StartCheckOutcome.Started(UUID run) ->
                Answer.ok(Reconciliation.begun(run, "started"), "admin.drift-started");
            case StartCheckOutcome.InProgress(UUID run) ->
                Answer.ok(Reconciliation.begun(run, "under_way"), "admin.drift-started");
            case StartCheckOutcome.NoServers none -> notNow("no_servers");
        };
    }

    private Answer<Reconciliation> repair(Operator operator) {
        Optional<DriftReport> last = runs.last();
        if (last.isEmpty()) {
            return notNow("not_compared");
        }
        UUID run = last.get().run();
        return Answer.ok(
                repair.repair(run, operator.actor())
                        .map(Reconciliation::done)
                        .orElseGet(() -> Reconciliation.begun(run, "repairing")),
                "admin.reconciled");
    }

    private static Answer<Reconciliation> notNow(String state) {
        return Answer.refused(
                Problem.of(ErrorCode.INVALID_STATE).with("status", state).with("state", state));
    }

    private static @Nullable ServerId server(@Nullable String text) {
        try {
            return text == null ? null : new ServerId(text);
        } catch (IllegalArgumentException e) {
            throw refusal("server");
        }
    }

    private static @Nullable DriftKind kind(@Nullable String word) {
        try {
            return word == null ? null : DriftKind.ofWord(word);
        } catch (IllegalArgumentException e) {
            throw refusal("kind");
        }
    }

    private static Problem.Refusal refusal(String field) {
        return Problem.validation(List.of(Problem.Violation.of(field, "field.pattern")))
                .asRefusal();
    }

    /**
     * A request to compare or repair.
     *
     * @param dryRun {@code true}, the default: compare and report; {@code false}: repair the differences that the last
     *     comparison found
     */
    record ReconcileBody(@Nullable Boolean dryRun) {

        boolean repairs() {
            return Boolean.FALSE.equals(dryRun);
        }
    }

    /**
     * The differences between the SIP servers and the database.
     *
     * @param last the last completed comparison; null if there is none
     * @param underWay the comparison in progress; null if there is none
     * @param findings the findings of the last comparison, in the order of their discovery; accounts that were not
     *     created here are included only with {@code kind=foreign}
     * @param nextCursor the cursor of the next page; null on the last page
     */
    record DriftView(
            @Nullable Run last,
            @Nullable Run underWay,
            List<Finding> findings,
            @Nullable String nextCursor) {

        /**
         * A comparison.
         *
         * @param left differences that are not repaired, without accounts that were not created here
         * @param failures servers whose comparison failed, and the reason
         */
        record Run(
                UUID id,
                List<String> servers,
                String startedBy,
                Instant startedAt,
                @Nullable Instant endedAt,
                long compared,
                long left,
                Map<String, String> failures,
                List<Count> counts,
                @Nullable Instant repairedAt) {

            static Run of(DriftReport report) {
                return new Run(
                        report.run(),
                        report.servers(),
                        report.startedBy(),
                        report.started(),
                        report.ended(),
                        report.compared(),
                        report.left(),
                        report.failures(),
                        report.counts().stream().map(Count::of).toList(),
                        report.repaired());
            }
        }

        /** The number of differences of a kind on a server. */
        record Count(String server, String kind, long found, long repaired) {

            static Count of(DriftReport.Count count) {
                return new Count(count.server().value(), count.kind().word(), count.found(), count.repaired());
            }
        }

        /** @param credentialId null for an account that was not created here */
        record Finding(
                String server,
                String kind,
                String aor,
                @Nullable UUID credentialId,
                String detail,
                @Nullable Instant repairedAt) {

            static Finding of(DriftFinding finding) {
                return new Finding(
                        finding.server().value(),
                        finding.difference().kind().word(),
                        finding.difference().aor().toString(),
                        finding.difference().credential() == null
                                ? null
                                : finding.difference().credential().value(),
                        finding.difference().detail(),
                        finding.repairedAt());
            }
        }
    }
}
