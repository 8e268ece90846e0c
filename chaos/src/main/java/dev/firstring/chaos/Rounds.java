package dev.firstring.chaos;

import dev.firstring.chaos.check.Findings;
import dev.firstring.chaos.check.Messages;
import dev.firstring.chaos.load.Ledger;
import dev.firstring.chaos.load.Load;
import dev.firstring.chaos.site.Node;
import dev.firstring.chaos.site.Site;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/** Kills, restarts and measures under load. Not thread-safe. */
final class Rounds {

    private static final Duration TAKEOVER = Duration.ofSeconds(15);
    private static final Duration LONGEST_RECOVERY = Duration.ofSeconds(60);
    private static final long POLL_MILLIS = 20;
    private static final String TAKEN_OVER = "the other node sends what a dead one left within 15 s";
    private static final String COMES_BACK = "the service brings its database back within 60 s";
    private static final String ENDS = "a node that is asked to end does so";

    private final Site site;
    private final Load load;
    private final Ledger ledger;
    private final Findings findings;
    private final Random random;
    private final boolean brief;

    Rounds(Site site, Load load, Ledger ledger, Findings findings, Random random, boolean brief) {
        this.site = site;
        this.load = load;
        this.ledger = ledger;
        this.findings = findings;
        this.random = random;
        this.brief = brief;
    }

    Round run(int number, Fault fault) throws IOException, InterruptedException, SQLException {
        return switch (fault) {
            case SERVICE, BOTH, SERVICE_TWICE -> killFirst(number, fault);
            case DATABASE -> killDatabase(number);
            case ONE_OF_TWO -> killOneOfTwo(number);
        };
    }

    private Round killFirst(int number, Fault fault) throws IOException, InterruptedException, SQLException {
        Node node = site.first();
        Messages messages = new Messages(site.logins());
        long after = letRun();
        long killed = System.nanoTime();
        node.kill();
        Instant moment = Instant.now();
        long queued = fault == Fault.BOTH ? -1 : messages.queued(moment);
        if (fault == Fault.BOTH) {
            site.database().kill();
        }
        ledger.mark();
        node.launch();
        if (fault == Fault.SERVICE_TWICE) {
            Thread.sleep(random.nextLong(500, 6_000));
            node.kill();
            node.launch();
        }
        node.awaitReady();
        long ready = millisSince(killed);
        messages.awaitSettled(moment, TAKEOVER);
        return new Round(number, fault, node.name(), after, ready, firstSuccess(), queued, millisSince(killed));
    }

    private Round killDatabase(int number) throws IOException, InterruptedException, SQLException {
        Messages messages = new Messages(site.logins());
        long after = letRun();
        Instant moment = Instant.now();
        long queued = messages.queued(moment);
        long killed = System.nanoTime();
        long pid = site.database().kill();
        ledger.mark();
        boolean back = awaitAnother(pid);
        long ready = millisSince(killed);
        findings.checked(COMES_BACK, 1, back ? List.of() : List.of("round " + number));
        if (!back) {
            throw new IOException("the service does not bring its database back");
        }
        messages.awaitSettled(moment, TAKEOVER);
        return new Round(
                number, Fault.DATABASE, "postgresql", after, ready, firstSuccess(), queued, millisSince(killed));
    }

    private boolean awaitAnother(long pid) throws IOException, InterruptedException {
        long end = System.nanoTime() + LONGEST_RECOVERY.toNanos();
        while (System.nanoTime() < end) {
            boolean another =
                    site.database().find().filter(server -> server.pid() != pid).isPresent();
            if (another && site.first().isReady()) {
                return true;
            }
            Thread.sleep(POLL_MILLIS);
        }
        return false;
    }

    private Round killOneOfTwo(int number) throws IOException, InterruptedException, SQLException {
        Node second = site.second();
        second.launch();
        second.awaitReady();
        load.use(List.of(site.first(), second));
        boolean firstDies = random.nextBoolean();
        Node victim = firstDies ? site.first() : second;
        Messages messages = new Messages(site.logins());
        long after = letRun();
        long killed = System.nanoTime();
        victim.kill();
        Instant moment = Instant.now();
        long queued = messages.queued(moment);
        ledger.mark();
        long left = messages.awaitSettled(moment, TAKEOVER.minusNanos(System.nanoTime() - killed));
        long settled = millisSince(killed);
        findings.checked(
                TAKEN_OVER, queued, left == 0 ? List.of() : List.of("round " + number + ": " + left + " still queued"));
        long serving = firstSuccess();
        long down = System.nanoTime();
        if (firstDies) {
            victim.launch();
            victim.awaitReady();
        }
        long ready = firstDies ? millisSince(down) : 0;
        load.use(List.of(site.first()));
        findings.checked(ENDS, 1, second.stop() ? List.of() : List.of(second.name() + " in round " + number));
        return new Round(number, Fault.ONE_OF_TWO, victim.name(), after, ready, serving, queued, settled);
    }

    private long letRun() throws InterruptedException {
        long millis = brief ? random.nextLong(1_500, 4_000) : random.nextLong(2_000, 12_000);
        Thread.sleep(millis);
        return millis;
    }

    private long firstSuccess() throws InterruptedException {
        long end = System.nanoTime() + LONGEST_RECOVERY.toNanos();
        while (ledger.millisToFirstSuccess() < 0 && System.nanoTime() < end) {
            Thread.sleep(POLL_MILLIS);
        }
        return ledger.millisToFirstSuccess();
    }

    private static long millisSince(long nanos) {
        return (System.nanoTime() - nanos) / 1_000_000;
    }
}
