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
 * Sends state changes to open pages by server-sent events. A stream ends after some minutes, and the browser
 * reconnects. The server keeps only the last state of a stream: a new stream begins with the whole state, on any node.
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
     * The client of a stream.
     *
     * @param caller the account or the session; streams of equal callers are counted together
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
     * Responds with a stream of states. A thread of the stream reads the state periodically, sends it if it differs
     * from the last one, and ends the stream when it is empty. A caller at its limit loses its oldest stream. The
     * response is 429 if the address has too many streams, and 503 if this node has too many; the page then polls.
     */
    public ResponseEntity<SseEmitter> open(Watcher watcher, Supplier<? extends Optional<?>> states) {
        return open(watcher, states, settings.period());
    }

    /** Responds with a stream with a period of its own, for pages that stay open for a long time. */
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

    /** Makes room for one more stream, or returns the status of the refusal. The caller holds the lock. */
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

    /**
     * Ends all streams, because a graceful shutdown waits for requests in progress, and these would last for minutes.
     */
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
