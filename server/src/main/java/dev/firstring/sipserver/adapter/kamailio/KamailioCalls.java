package dev.firstring.sipserver.adapter.kamailio;

import dev.firstring.platform.jobs.RepeatedWork;
import dev.firstring.sip.lifecycle.FirstCalls;
import dev.firstring.sipserver.Aor;
import dev.firstring.sipserver.ServerId;
import dev.firstring.sipserver.SipServerFault;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import tools.jackson.databind.JsonNode;

/**
 * Collects from each Kamailio which accounts had an answered call. The shipped configuration notes calls in the table
 * {@code called} in memory: the address of record, the time of the answer, and the length if the call has ended. Every
 * node collects; what was recorded twice is written once. A node asks often while a page of it waits for a first call or a
 * server has noted something, and seldom otherwise. Thread-safe.
 */
final class KamailioCalls implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(KamailioCalls.class);
    private static final Duration PERIOD = Duration.ofSeconds(2);
    private static final Duration SELDOM = Duration.ofSeconds(15);
    private static final String TABLE = "called";
    private static final Pattern FACT = Pattern.compile("([0-9]{1,12}):([0-9]{0,9})");

    private final List<Source> sources;
    private final FirstCalls calls;
    private final RepeatedWork work;

    KamailioCalls(List<ConfiguredKamailio> servers, FirstCalls calls) {
        this.sources = servers.stream().map(Source::new).toList();
        this.calls = calls;
        this.work = new RepeatedWork("kamailio-calls", PERIOD, goOn -> sources.forEach(this::collectIfDue));
    }

    @Override
    public void start() {
        if (!sources.isEmpty()) {
            work.start();
        }
    }

    @Override
    public void stop() {
        work.stop();
        sources.forEach(Source::close);
    }

    @Override
    public boolean isRunning() {
        return work.isRunning();
    }

    private void collectIfDue(Source source) {
        if (calls.isWatched() || source.isDue()) {
            collect(source);
        }
    }

    /** Records what one Kamailio has noted, and deletes the calls that have ended there. */
    void collect(Source source) {
        try {
            Map<Aor, String> noted = source.noted();
            for (Map.Entry<Aor, String> each : noted.entrySet()) {
                record(source, each.getKey(), each.getValue());
            }
            source.remember(noted);
        } catch (SipServerFault fault) {
            source.failed(fault);
        }
    }

    private void record(Source source, Aor aor, String fact) {
        Matcher parts = FACT.matcher(fact);
        boolean over = parts.matches() && !parts.group(2).isEmpty();
        if (parts.matches() && !source.knows(aor, fact)) {
            Instant answered = Instant.ofEpochSecond(Long.parseLong(parts.group(1)));
            if (over) {
                Duration length = Duration.ofSeconds(Long.parseLong(parts.group(2)));
                calls.ended(aor.user(), aor.domain(), source.id().value(), answered, length);
            } else {
                calls.answered(aor.user(), aor.domain(), source.id().value(), answered);
            }
        }
        if (over || !parts.matches()) {
            source.delete(aor);
        }
    }

    /** One Kamailio, and what was read from it last. Used by one thread. */
    static final class Source implements AutoCloseable {

        private final ServerId id;
        private final KamailioRpc rpc;
        private Map<Aor, String> known = Map.of();
        private boolean failing;
        private long asked = System.nanoTime() - SELDOM.toNanos();

        Source(ConfiguredKamailio server) {
            this.id = server.id();
            this.rpc = new KamailioRpc(server);
        }

        ServerId id() {
            return id;
        }

        /** Whether it had noted something when it was asked last, or was not asked for long. */
        boolean isDue() {
            return !known.isEmpty() || System.nanoTime() - asked >= SELDOM.toNanos();
        }

        boolean knows(Aor aor, String fact) {
            return fact.equals(known.get(aor));
        }

        void remember(Map<Aor, String> noted) {
            known = noted;
            failing = false;
        }

        Map<Aor, String> noted() {
            asked = System.nanoTime();
            Map<Aor, String> noted = new HashMap<>();
            for (JsonNode entry : rpc.call("htable.dump", TABLE).result("htable.dump")) {
                for (JsonNode slot : slots(entry)) {
                    Optional<Aor> aor = Aor.parse(slot.path("name").asString(""));
                    aor.ifPresent(
                            address -> noted.put(address, slot.path("value").asString("")));
                }
            }
            return noted;
        }

        void delete(Aor aor) {
            rpc.call("htable.delete", TABLE, aor.toString());
        }

        /** Logs once until it succeeds: a Kamailio with an older configuration does not tell. */
        void failed(SipServerFault fault) {
            if (!failing) {
                failing = true;
                LOG.info("SIP server {} does not tell which calls were answered: {}", id, fault.getMessage());
            }
        }

        @Override
        public void close() {
            rpc.close();
        }

        private static List<JsonNode> slots(JsonNode entry) {
            List<JsonNode> slots = new ArrayList<>();
            entry.path("slot").forEach(slots::add);
            return slots;
        }
    }
}
