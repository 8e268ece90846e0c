package dev.firstring.web.live;

import dev.firstring.http.ClientAddress;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Tells open pages what changes, by server-sent events. A stream lives for some minutes; the browser opens the next one by
 * itself. Nothing is kept for a stream but its last state: the next one begins with the whole state again, on any node.
 * Thread-safe.
 */
@Component
public final class LiveStreams implements SmartLifecycle {

    private static final Duration LIFE = Duration.ofMinutes(10);

    private final LiveSettings settings;
    private final Map<LiveStream, Watcher> open = new LinkedHashMap<>();
    private volatile boolean running;

    LiveStreams(LiveSettings settings, MeterRegistry meters) {
        this.settings = settings;
        Gauge.builder("firstring.web.live.streams", this, LiveStreams::count)
                .description("Pages that are told what happens while they are open")
                .register(meters);
    }

    /**
     * Who looks at a page.
     *
     * @param caller the account or the session; streams of equal ones are counted together
     */
    public record Watcher(Object caller, String address) {

        public Watcher(Object caller, ClientAddress address) {
            this(caller, address.limitKey());
        }

        @Override
        public String toString() {
            return "Watcher[" + address + "]";
        }
    }

    /**
     * Answers with a stream of states. The states are asked for on a thread of the stream's own, until there is none any more;
     * what is told is each that differs from the one before. The oldest stream of a caller who has as many as one may gives
     * way. An address that has too many gets 429, and everybody 503 when this node has as many as it may; a page that gets
     * either asks by itself.
     */
    public ResponseEntity<SseEmitter> open(Watcher watcher, Supplier<? extends Optional<?>> states) {
        return open(watcher, states, settings.period());
    }

    /** The same for a page that stays open for long, so that it looks less often than the settings say. */
    public ResponseEntity<SseEmitter> open(Watcher watcher, Supplier<? extends Optional<?>> states, Duration period) {
        SseEmitter emitter = new SseEmitter(LIFE.toMillis());
        LiveStream stream = new LiveStream(emitter, states, period);
        synchronized (open) {
            Optional<HttpStatus> refusal = refusal(watcher);
            if (refusal.isPresent()) {
                return LiveAnswers.refused(refusal.get());
            }
            open.put(stream, watcher);
        }
        emitter.onTimeout(stream::end);
        emitter.onError(fault -> stream.end());
        emitter.onCompletion(stream::end);
        Thread.ofVirtual().name("live").start(() -> {
            try {
                stream.run();
            } finally {
                forget(stream);
            }
        });
        return LiveAnswers.stream(emitter);
    }

    /** Makes room for one more stream, or says why there is none. The caller holds the lock. */
    private Optional<HttpStatus> refusal(Watcher watcher) {
        List<LiveStream> own = open.entrySet().stream()
                .filter(entry -> entry.getValue().caller().equals(watcher.caller()))
                .map(Map.Entry::getKey)
                .toList();
        if (own.size() >= settings.streamsPerCaller()) {
            own.getFirst().giveWay();
            open.remove(own.getFirst());
        }
        if (!running || open.size() >= settings.streams()) {
            return Optional.of(HttpStatus.SERVICE_UNAVAILABLE);
        }
        long ofAddress = open.values().stream()
                .filter(other -> other.address().equals(watcher.address()))
                .count();
        return ofAddress >= settings.streamsPerAddress() ? Optional.of(HttpStatus.TOO_MANY_REQUESTS) : Optional.empty();
    }

    private void forget(LiveStream stream) {
        synchronized (open) {
            open.remove(stream);
        }
    }

    private int count() {
        synchronized (open) {
            return open.size();
        }
    }

    @Override
    public void start() {
        running = true;
    }

    /** A stop waits for requests that are under way, and these would be so for minutes. */
    @Override
    public void stop() {
        running = false;
        synchronized (open) {
            open.keySet().forEach(LiveStream::end);
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE + 1;
    }
}
