package dev.firstring.sipserver.drift;

import dev.firstring.sipserver.ServerId;
import dev.firstring.sipserver.SipServerFault;
import dev.firstring.sipserver.drift.DriftLease.RunLost;
import dev.firstring.sipserver.drift.HeldRun.Position;
import dev.firstring.sipserver.drift.StartCheckOutcome.NoServers;
import dev.firstring.sipserver.drift.compare.Comparison;
import dev.firstring.sipserver.drift.compare.Comparison.ComparedPage;
import dev.firstring.sipserver.drift.compare.Comparison.PageRequest;
import dev.firstring.sipserver.drift.compare.Comparison.Phase;
import dev.firstring.sipserver.drift.compare.SeenAccountStore;
import dev.firstring.sipserver.drift.compare.SeenAccounts;
import dev.firstring.sipserver.fleet.Fleet;
import dev.firstring.sipserver.fleet.GuardedServer;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Compares the servers with the database, without changing them. Progress is stored at checkpoints: when a node dies,
 * another one resumes from the last checkpoint. A server that does not answer is recorded, and the run continues with
 * the next. Thread-safe.
 */
@Component
public class CheckDrift {

    private static final Logger LOG = LoggerFactory.getLogger(CheckDrift.class);

    private final Fleet fleet;
    private final DriftRunStore runs;
    private final DriftCheckpoints checkpoints;
    private final SeenAccountStore seenAccounts;
    private final List<Comparison> comparisons;
    private final DriftSettings settings;
    private final Clock clock;

    CheckDrift(
            Fleet fleet,
            DriftRunStore runs,
            DriftCheckpoints checkpoints,
            SeenAccountStore seenAccounts,
            List<Comparison> comparisons,
            DriftSettings settings,
            Clock clock) {
        this.fleet = fleet;
        this.runs = runs;
        this.checkpoints = checkpoints;
        this.seenAccounts = seenAccounts;
        this.comparisons = List.copyOf(comparisons);
        this.settings = settings;
        this.clock = clock;
    }

    /** Receives the progress of a run, in the thread that works on it. */
    @FunctionalInterface
    public interface Progress {

        Progress IGNORED = (server, compared) -> {};

        /**
         * Called after each page.
         *
         * @param compared the number of accounts and addresses compared so far, on all servers
         */
        void compared(String server, long compared);
    }

    /**
     * Starts a run over all servers; a node works on it in the background.
     *
     * @param actor who requests it, as in the audit trail
     */
    public StartCheckOutcome start(String actor) {
        List<String> servers =
                fleet.servers().stream().map(server -> server.id().value()).toList();
        return servers.isEmpty() ? new NoServers() : runs.start(servers, actor, clock.instant());
    }

    /**
     * Works on the current run in the caller's thread, until it ends or another node owns it.
     *
     * @param keepGoing called before each call to a server; if it returns false, the run is released to other nodes
     * @return the run, if it ended here
     */
    public Optional<UUID> resume(Progress progress, BooleanSupplier keepGoing) {
        return runs.lease(clock.instant(), clock.instant().plus(settings.lease()))
                .map(run -> new DriftLease(run, runs, checkpoints, settings.lease(), clock, keepGoing))
                .flatMap(lease -> runToEnd(lease, progress));
    }

    private Optional<UUID> runToEnd(DriftLease lease, Progress progress) {
        try {
            Position position = lease.run().position();
            while (position != null) {
                lease.renew();
                step(lease, position);
                progress.compared(position.server(), lease.run().compared());
                position = lease.run().position();
            }
            return Optional.of(lease.run().id());
        } catch (RunLost lost) {
            return Optional.empty();
        }
    }

    private void step(DriftLease lease, Position position) {
        ServerId id = new ServerId(position.server());
        Optional<GuardedServer> server = fleet.server(id);
        if (server.isEmpty() || !runs.isInUse(position.server())) {
            lease.skip(id, "no node that runs has brought it into use");
            return;
        }
        try {
            Comparison comparison = comparison(position.phase());
            if (!comparison.supports(server.get())) {
                lease.advance(id, ComparedPage.NOTHING, lease.run().after(position));
                return;
            }
            Optional<SeenAccounts> seen = seen(lease, position);
            if (seen.isEmpty()) {
                lease.advance(id, ComparedPage.NOTHING, Position.startOf(position.server()));
                return;
            }
            PageRequest request = new PageRequest(server.get(), position.cursor(), seen.get(), lease::renew);
            advance(lease, position, comparison.compare(request));
        } catch (SipServerFault fault) {
            lease.skip(id, String.valueOf(fault.getMessage()));
        } catch (DataAccessException | TransactionException | RunLost e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.error("SIP server {} could not be compared with the database", position.server(), e);
            lease.skip(id, "the service failed; its log says why");
        }
    }

    private static void advance(DriftLease lease, Position position, ComparedPage page) {
        ServerId server = new ServerId(position.server());
        String cursor = page.next();
        if (position.cursor().equals(cursor)) {
            lease.skip(server, "its list does not end");
        } else {
            Position next = cursor == null
                    ? lease.run().after(position)
                    : new Position(position.server(), position.phase(), cursor);
            lease.advance(server, page, next);
        }
    }

    /** The accounts seen on the server so far; empty if the previous owner of the run did not save them. */
    private Optional<SeenAccounts> seen(DriftLease lease, Position position) {
        UUID run = lease.run().id();
        if (position.isStart()) {
            SeenAccounts none = seenAccounts.emptySet(run, lease::renew);
            lease.seen(none, false);
            return Optional.of(none);
        }
        if (!position.needsSeen()) {
            return Optional.of(SeenAccounts.nothing(run));
        }
        SeenAccounts loaded = lease.seen();
        if (loaded != null) {
            return Optional.of(loaded);
        }
        Optional<SeenAccounts> saved = seenAccounts.load(run, new ServerId(position.server()));
        saved.ifPresent(accounts -> lease.seen(accounts, true));
        return saved;
    }

    private Comparison comparison(Phase phase) {
        return comparisons.stream()
                .filter(comparison -> comparison.phase() == phase)
                .findFirst()
                .orElseThrow();
    }
}
