package dev.firstring.console.drift;

import dev.firstring.sipserver.drift.finding.DriftFinding;
import dev.firstring.sipserver.drift.finding.DriftReport;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The differences between the SIP servers and the database.
 *
 * @param last the last completed comparison; null if there is none
 * @param underWay the comparison in progress; null if there is none
 * @param findings the findings of the last comparison, in the order of their discovery; accounts that were not created
 *     here are included only with {@code kind=foreign}
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
