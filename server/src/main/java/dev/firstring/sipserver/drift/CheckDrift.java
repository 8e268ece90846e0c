package dev.firstring.sipserver.drift;

import dev.firstring.platform.Ids;
import dev.firstring.sipserver.ServerId;
import dev.firstring.sipserver.SipServer;
import dev.firstring.sipserver.SipServerFault;
import dev.firstring.sipserver.drift.StartOutcome.NoServers;
import dev.firstring.sipserver.drift.StartOutcome.UnknownServer;
import dev.firstring.sipserver.drift.compare.ComparedPage;
import dev.firstring.sipserver.drift.compare.Comparison;
import dev.firstring.sipserver.drift.compare.Comparison.Phase;
import dev.firstring.sipserver.drift.compare.PageOrder;
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
 * Compares the servers with the database and changes nothing on them. A run is kept page by page: when a node dies, another
 * goes on at the page where it was. A server that does not answer is noted, and the run goes on with the next. Thread-safe.
 */
@Component
public class CheckDrift {

    private static final Logger LOG = LoggerFactory.getLogger(CheckDrift.class);

    private final Fleet fleet;
    private final DriftRuns runs;
    private final PageRecord record;
    private final List<Comparison> comparisons;
    private final DriftSettings settings;
    private final Ids ids;
    private final Clock clock;

    CheckDrift(
            Fleet fleet,
            DriftRuns runs,
            PageRecord record,
            List<Comparison> comparisons,
            DriftSettings settings,
            Ids ids,
            Clock clock) {
        this.fleet = fleet;
        this.runs = runs;
        this.record = record;
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
                .flatMap(run -> toTheEnd(new Holder(run, runs, settings.lease(), clock, goOn), progress));
    }

    private Optional<UUID> toTheEnd(Holder holder, CheckProgress progress) {
        try {
            Position position = holder.run().position();
            while (position != null) {
                holder.keep();
                holder.went(step(holder, position));
                progress.compared(position.server(), holder.run().compared());
                position = holder.run().position();
            }
            return Optional.of(holder.run().id());
        } catch (RunLost lost) {
            return Optional.empty();
        }
    }

    private HeldRun step(Holder holder, Position position) {
        Optional<GuardedServer> server = fleet.server(new ServerId(position.server()));
        if (server.isEmpty() || !runs.knows(position.server())) {
            return failed(holder, position, "no node that runs has brought it into use");
        }
        try {
            Comparison comparison = comparisonAt(position.phase());
            if (!comparison.fits(server.get())) {
                return done(holder, position, new ComparedPage(List.of(), List.of(), 0, null));
            }
            return done(holder, position, comparison.page(order(holder, position, server.get())));
        } catch (SipServerFault fault) {
            return failed(holder, position, String.valueOf(fault.getMessage()));
        } catch (DataAccessException | TransactionException | RunLost e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.error("SIP server {} could not be compared with the database", position.server(), e);
            return failed(holder, position, "the service failed; its log says why");
        }
    }

    private HeldRun done(Holder holder, Position position, ComparedPage page) {
        String cursor = page.next();
        if (position.cursor().equals(cursor)) {
            return failed(holder, position, "its list does not end");
        }
        Position next = cursor == null
                ? behind(holder.run(), position)
                : new Position(position.server(), position.phase(), cursor);
        return record.page(holder.run(), new ServerId(position.server()), page, next);
    }

    private HeldRun failed(Holder holder, Position position, String why) {
        return record.failure(
                holder.run(), new ServerId(position.server()), why, holder.run().behind(position.server()));
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

    private static PageOrder order(Holder holder, Position position, SipServer server) {
        return new PageOrder(holder.run().id(), holder.run().started(), server, position.cursor(), holder);
    }
}
