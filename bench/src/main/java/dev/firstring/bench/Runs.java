package dev.firstring.bench;

import dev.firstring.bench.host.Growth;
import dev.firstring.bench.host.Messages;
import dev.firstring.bench.host.Processors;
import dev.firstring.bench.load.Load;
import dev.firstring.bench.load.LoadResult;
import dev.firstring.bench.load.Step;
import dev.firstring.bench.twin.Pgbench;
import dev.firstring.bench.twin.Twin;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Runs and measures rounds of the service and of the twin. Not thread-safe. */
final class Runs {

    private static final List<Step> FLOW = List.of(Step.values());

    private final Load load;
    private final Pgbench pgbench;
    private final Twin twin;
    private final Connection superuser;
    private final Processors processors;
    private final int clients;
    private int batch = 1;

    Runs(Load load, Pgbench pgbench, Twin twin, Connection superuser, Processors processors, int clients) {
        this.load = load;
        this.pgbench = pgbench;
        this.twin = twin;
        this.superuser = superuser;
        this.processors = processors;
        this.clients = clients;
    }

    int batch() {
        return batch;
    }

    Side serviceFlows(int seconds) throws SQLException, InterruptedException {
        Instant begun = Instant.now();
        Side side = service(() -> load.flows(Duration.ofSeconds(seconds)));
        batch = Messages.meanBatch(superuser, begun);
        return side;
    }

    Side twinFlows(int seconds) throws SQLException, IOException, InterruptedException {
        Pgbench.Round round = pgbench.round();
        return twin(() -> round.seconds(twin.script(FLOW), seconds, batch));
    }

    /** Opens sessions, then measures the rate of verifications. */
    Side serviceVerify(int sessions) throws SQLException, InterruptedException {
        Instant begun = Instant.now();
        load.open(sessions);
        Messages.awaitSettled(superuser);
        batch = Messages.meanBatch(superuser, begun);
        return service(load::verify);
    }

    Side twinVerify(int sessions) throws SQLException, IOException, InterruptedException {
        Pgbench.Round round = pgbench.round();
        round.times(twin.script(List.of(Step.START)), sessions / clients, batch);
        Messages.settle(superuser);
        return twin(() -> round.times(twin.script(List.of(Step.VERIFY)), sessions / clients, batch));
    }

    private interface ServiceRound {
        LoadResult run();
    }

    private interface TwinRound {
        Pgbench.Result run() throws IOException, InterruptedException;
    }

    private Side service(ServiceRound round) throws SQLException, InterruptedException {
        Growth before = Growth.read(superuser);
        Processors.Used used = processors.read();
        LoadResult result = round.run();
        Processors.Used usedBy = processors.read().since(used);
        Messages.awaitSettled(superuser);
        return new Side(
                result.done(),
                result.perSecond(),
                result.latency(),
                usedBy,
                Growth.read(superuser).since(before));
    }

    private Side twin(TwinRound round) throws SQLException, IOException, InterruptedException {
        Growth before = Growth.read(superuser);
        Processors.Used used = processors.read();
        Pgbench.Result result = round.run();
        Processors.Used usedBy = processors.read().since(used);
        Messages.settle(superuser);
        return new Side(
                result.done(),
                result.perSecond(),
                Map.of(),
                usedBy,
                Growth.read(superuser).since(before));
    }
}
