package dev.firstring.sipserver.drift.repair;

import dev.firstring.sipserver.SipServer;
import dev.firstring.sipserver.drift.compare.Judge;
import dev.firstring.sipserver.drift.compare.Known;
import dev.firstring.sipserver.drift.finding.Difference;
import dev.firstring.sipserver.drift.finding.DriftKind;
import java.util.List;
import org.springframework.stereotype.Component;

/** Looks once more at one difference, and has it repaired if it is still there. Thread-safe. */
@Component
public class RepairFinding {

    private final Judge judge;
    private final RepairRows rows;

    public RepairFinding(Judge judge, RepairRows rows) {
        this.judge = judge;
        this.rows = rows;
    }

    /**
     * Gives it to the sync, which brings account and contacts there and looks.
     *
     * @param known what the database has now
     * @return false if it no longer holds, or the sync is at it already; nothing was done then
     * @throws dev.firstring.sipserver.SipServerFault if the server does not answer
     */
    boolean repair(DriftKind kind, Known known, SipServer server) {
        if (known.pending()) {
            return false;
        }
        return switch (kind) {
            case MISSING, EXTRA, WRONG_STATE, WRONG_NAME, WRONG_SECRET -> account(kind, known, server);
            case ORPHAN_CONTACT -> contact(known, server);
            case FOREIGN -> false;
        };
    }

    /** All that differs counts, not only what was found: the sync brings the whole account, once. */
    private boolean account(DriftKind kind, Known known, SipServer server) {
        List<DriftKind> now = judge.differences(known, server.find(known.aor())).stream()
                .map(Difference::kind)
                .toList();
        boolean cut = !known.active() || now.contains(DriftKind.WRONG_SECRET);
        return now.contains(kind) && rows.makeDue(known.id(), server.id(), cut);
    }

    private boolean contact(Known known, SipServer server) {
        return !known.active()
                && !server.registrations(known.aor()).isEmpty()
                && rows.makeDue(known.id(), server.id(), true);
    }
}
