package dev.firstring.sipserver.drift;

import dev.firstring.platform.Ids;
import dev.firstring.sipserver.ServerId;
import dev.firstring.sipserver.SipServerFault;
import dev.firstring.sipserver.drift.StartOutcome.NoServers;
import dev.firstring.sipserver.drift.StartOutcome.UnknownServer;
import dev.firstring.sipserver.drift.compare.ComparedPage;
import dev.firstring.sipserver.drift.compare.Comparison;
import dev.firstring.sipserver.drift.compare.Comparison.Phase;
import dev.firstring.sipserver.drift.compare.PageOrder;
import dev.firstring.sipserver.drift.seen.SeenAccountStore;
import dev.firstring.sipserver.drift.seen.SeenAccounts;
import dev.firstring.sipserver.fleet.Fleet;
import dev.firstring.sipserver.fleet.GuardedServer;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Compares the servers with the database and changes nothing on them. How far a run is, is kept at checkpoints: when a node dies,
 * another goes on from the last one. A server that does not answer is noted, and the run goes on with the next. Thread-safe.
 */
@Component
public class CheckDrift {

    private static final Logger LOG = LoggerFactory.getLogger(CheckDrift.class);

    private final Fleet fleet;
    private final DriftRuns runs;
    private final PageRecord record;
    private final SeenAccountStore seenAccounts;
    private final List<Comparison> comparisons;
    private final DriftSettings settings;
    private final Ids ids;
    private final Clock clock;

    CheckDrift(
            Fleet fleet,
            DriftRuns runs,
            PageRecord record,
            SeenAccountStore seenAccounts,
            List<Comparison> comparisons,
            DriftSettings settings,
            Ids ids,
            Clock clock) {
        this.fleet = fleet;
        this.runs = runs;
        this.record = record;
        this.seenAccounts = seenAccounts;
        this.comparisons = List.copyOf(comparisons);
        this.settings = settings;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Begins a run over all servers; a node goes on with it in the background.
     *
     * @param actor who wants it, as in the trail
     */
    public StartOutcome start(String actor) {
        return start(fleet.servers().stream().map(server -> server.id().value()).toList(), actor);
    }

    /** Begins a run over one server. */
    public StartOutcome start(ServerId server, String actor) {
        return fleet.server(server).isPresent() ? start(List.of(server.value()), actor) : new UnknownServer(server);
    }

    private StartOutcome start(List<String> servers, String actor) {
        return servers.isEmpty() ? new NoServers() : runs.start(ids.next(), servers, actor, clock.instant());
    }

    /**
     * Goes on with the run under way in the caller's thread, until it ends or another node has it.
     *
     * @param goOn asked before each call to a server: when it says no, the run is left for others
     * @return the run, if it was ended here
     */
    public Optional<UUID> goOn(CheckProgress progress, BooleanSupplier goOn) {
        return runs.take(clock.instant(), clock.instant().plus(settings.lease()))
                .flatMap(run -> toTheEnd(new Holder(run, runs, record, settings.lease(), clock, goOn), progress));
    }

    private Optional<UUID> toTheEnd(Holder holder, CheckProgress progress) {
        try {
            Position position = holder.run().position();
            while (position != null) {
                holder.keep();
                step(holder, position);
                progress.compared(position.server(), holder.run().compared());
                position = holder.run().position();
            }
            return Optional.of(holder.run().id());
        } catch (RunLost lost) {
            return Optional.empty();
        }
    }

    private void step(Holder holder, Position position) {
        ServerId id = new ServerId(position.server());
        Optional<GuardedServer> server = fleet.server(id);
        if (server.isEmpty() || !runs.knows(position.server())) {
            holder.failed(id, "no node that runs has brought it into use");
            return;
        }
        try {
            Comparison comparison = comparisonAt(position.phase());
            if (!comparison.fits(server.get())) {
                holder.went(id, ComparedPage.NOTHING, behind(holder.run(), position));
                return;
            }
            Optional<SeenAccounts> seen = seen(holder, position);
            if (seen.isEmpty()) {
                holder.went(id, ComparedPage.NOTHING, Position.atStartOf(position.server()));
                return;
            }
            page(holder, position, comparison.page(new PageOrder(server.get(), position.cursor(), seen.get(), holder)));
        } catch (SipServerFault fault) {
            holder.failed(id, String.valueOf(fault.getMessage()));
        } catch (DataAccessException | TransactionException | RunLost e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.error("SIP server {} could not be compared with the database", position.server(), e);
            holder.failed(id, "the service failed; its log says why");
        }
    }

    private static void page(Holder holder, Position position, ComparedPage page) {
        ServerId server = new ServerId(position.server());
        String cursor = page.next();
        if (position.cursor().equals(cursor)) {
            holder.failed(server, "its list does not end");
        } else {
            Position next = cursor == null
                    ? behind(holder.run(), position)
                    : new Position(position.server(), position.phase(), cursor);
            holder.went(server, page, next);
        }
    }

    /** What was seen on the server so far; empty if the run was left here by a node that did not keep it. */
    private Optional<SeenAccounts> seen(Holder holder, Position position) {
        UUID run = holder.run().id();
        if (position.isStart()) {
            SeenAccounts cut = seenAccounts.cut(run, holder::keep);
            holder.seen(cut, false);
            return Optional.of(cut);
        }
        if (!position.needsSeen()) {
            return Optional.of(SeenAccounts.nothing(run));
        }
        SeenAccounts known = holder.seen();
        if (known != null) {
            return Optional.of(known);
        }
        Optional<SeenAccounts> saved = seenAccounts.load(run, new ServerId(position.server()));
        saved.ifPresent(accounts -> holder.seen(accounts, true));
        return saved;
    }

    /** The next phase of the server, or the next server. */
    private static @Nullable Position behind(HeldRun run, Position position) {
        Optional<Phase> phase = position.phase().next();
        return phase.isPresent() ? new Position(position.server(), phase.get(), "") : run.behind(position.server());
    }

    private Comparison comparisonAt(Phase phase) {
        return comparisons.stream()
                .filter(comparison -> comparison.phase() == phase)
                .findFirst()
                .orElseThrow();
    }
}
