package dev.firstring.bench.sync;

import dev.firstring.bench.BenchFailure;
import dev.firstring.bench.host.Service;
import dev.firstring.bench.load.Load;
import dev.firstring.sipserver.adapter.rest.stub.RestStub;
import dev.firstring.sipserver.adapter.rest.stub.StubBackup;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Measures how many accounts per second the service syncs to a REST server, compared with a bare client that creates as
 * many accounts on the same stub with the same call, one per account, over as many connections. The accounts are first
 * created with complete flows; then the server is configured and receives all of them. In later rounds the stub is
 * emptied and every account is due again.
 */
public final class SyncBench {

    private static final String KEY = "bench-key";
    private static final int CONNECTIONS = 16;
    private static final int WARM_UP = 3;
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final Path root;
    private final Path place;
    private final PrintStream out;

    public SyncBench(Path root, Path place, PrintStream out) {
        this.root = root;
        this.place = place;
        this.out = out;
    }

    /** Measures and prints the results; returns the ratio of the medians. */
    public double measure(int seconds, int clients, int rounds) throws IOException, SQLException, InterruptedException {
        int accounts = makeAccounts(seconds, clients);
        out.println("accounts: " + accounts + ", connections: " + CONNECTIONS);
        List<Double> synced = new ArrayList<>();
        List<Double> bare = new ArrayList<>();
        try (RestStub stub = RestStub.start(0, KEY)) {
            StubBackup empty = stub.accounts().snapshot();
            try (Service service = Service.start(root, place, server(stub));
                    Connection superuser = service.logins().superuser()) {
                // The first rounds warm up both sides, since the stub is a Java program, too.
                for (int round = -WARM_UP; round < rounds; round++) {
                    stub.accounts().restore(empty);
                    double served = accounts / sync(superuser, stub, accounts, round == -WARM_UP);
                    stub.accounts().restore(empty);
                    double plain = accounts / new BareClient(stub.url(), KEY, CONNECTIONS).create(accounts);
                    if (round >= 0) {
                        synced.add(served);
                        bare.add(plain);
                    }
                    out.printf(
                            "%s sync %7.0f/s   bare client %7.0f/s%n",
                            round < 0 ? "warm-up" : "round  ", served, plain);
                }
            }
        }
        double ratio = median(synced) / median(bare);
        out.printf("accounts/s  sync %.0f  bare client %.0f  ratio %.2f%n", median(synced), median(bare), ratio);
        return ratio;
    }

    private int makeAccounts(int seconds, int clients) throws IOException, SQLException {
        try (Service service = Service.start(root, place, List.of());
                Connection superuser = service.logins().superuser()) {
            new Load(service.httpPort(), clients).flows(Duration.ofSeconds(seconds));
            return count(superuser, "SELECT count(*) FROM sip_credential WHERE status = 'active'");
        }
    }

    private static List<String> server(RestStub stub) {
        return List.of(
                "--firstring.sip-server.rest.servers[0].id=rest",
                "--firstring.sip-server.rest.servers[0].url=" + stub.url(),
                "--firstring.sip-server.rest.servers[0].api-key=" + KEY,
                "--firstring.sip-server.rest.servers[0].connections=" + CONNECTIONS,
                "--firstring.sip-server.sync.poll=100ms",
                "--firstring.sip-server.sync.lanes=" + CONNECTIONS);
    }

    /** The time from the first account on the stub to the last one, in seconds. */
    private static double sync(Connection superuser, RestStub stub, int accounts, boolean first)
            throws SQLException, InterruptedException {
        if (!first) {
            try (Statement statement = superuser.createStatement()) {
                statement.execute(
                        "UPDATE sip_sync SET applied_revision = 0, due_at = '-infinity' WHERE server_id = 'rest'");
            }
        }
        long end = System.nanoTime() + LONGEST.toNanos();
        long begin = 0;
        while (stub.accounts().count() < accounts) {
            if (begin == 0 && stub.accounts().count() > 0) {
                begin = System.nanoTime();
            }
            if (System.nanoTime() > end) {
                throw new BenchFailure("only " + stub.accounts().count() + " of " + accounts + " accounts came");
            }
            TimeUnit.MILLISECONDS.sleep(1);
        }
        double took = (System.nanoTime() - begin) / 1e9;
        while (count(superuser, "SELECT count(*) FROM sip_sync WHERE due_at IS NOT NULL") > 0) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        return took;
    }

    private static int count(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getInt(1);
        }
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }
}
