package dev.firstring.console.drift;

import dev.firstring.sipserver.drift.finding.DriftFinding;
import dev.firstring.sipserver.drift.finding.DriftReport;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How the SIP servers differ from the database.
 *
 * @param last the last comparison that ended; null if there is none
 * @param underWay the one that runs; null if none does
 * @param findings of the last one, in the order in which they were found; accounts that were never made here only when they
 *     are asked for by {@code kind=foreign}
 * @param nextCursor for the next page; null after the last
 */
record DriftView(
        @Nullable Run last,
        @Nullable Run underWay,
        List<Finding> findings,
        @Nullable String nextCursor) {

    /**
     * A comparison.
     *
     * @param left differences that are not repaired, without accounts that were never made here
     * @param failures servers that did not answer to the end, and why
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

    /** How many of a kind there are on a server. */
    record Count(String server, String kind, long found, long repaired) {

        static Count of(DriftReport.Count count) {
            return new Count(count.server().value(), count.kind().word(), count.found(), count.repaired());
        }
    }

    /** @param credentialId null for an account that was never made here */
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
