package dev.firstring.web.live;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;
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
    private final Semaphore free;
    private final Set<LiveStream> open = ConcurrentHashMap.newKeySet();
    private volatile boolean running;

    LiveStreams(LiveSettings settings, MeterRegistry meters) {
        this.settings = settings;
        this.free = new Semaphore(settings.streams());
        Gauge.builder("firstring.web.live.streams", open, Set::size)
                .description("Pages that are told what happens while they are open")
                .register(meters);
    }

    /**
     * Opens a stream of states; empty if this node has as many as it may. The states are asked for on a thread of the
     * stream's own, until there is none any more; what is told is each that differs from the one before.
     */
    public Optional<SseEmitter> open(Supplier<? extends Optional<?>> states) {
        return open(states, settings.period());
    }

    /** The same for a page that stays open for long, so that it looks less often than the settings say. */
    public Optional<SseEmitter> open(Supplier<? extends Optional<?>> states, Duration period) {
        if (!running || !free.tryAcquire()) {
            return Optional.empty();
        }
        SseEmitter emitter = new SseEmitter(LIFE.toMillis());
        LiveStream stream = new LiveStream(emitter, states, period);
        open.add(stream);
        Thread thread = Thread.ofVirtual().name("live").unstarted(() -> {
            try {
                stream.run();
            } finally {
                open.remove(stream);
                free.release();
            }
        });
        emitter.onTimeout(thread::interrupt);
        emitter.onError(fault -> thread.interrupt());
        emitter.onCompletion(thread::interrupt);
        stream.started(thread);
        thread.start();
        return Optional.of(emitter);
    }

    @Override
    public void start() {
        running = true;
    }

    /** A stop waits for requests that are under way, and these would be so for minutes. */
    @Override
    public void stop() {
        running = false;
        open.forEach(LiveStream::end);
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
