package dev.firstring.web.live;

import dev.firstring.http.ClientAddress;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
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

    /** Sends state changes to one page. Runs on a thread of its own. */
    private static final class LiveStream implements Runnable {

        private static final Logger LOG = LoggerFactory.getLogger(LiveStream.class);
        private static final Duration RECONNECT = Duration.ofSeconds(3);

        /** Proxies close connections that are idle for a minute, and only a write detects that a page was closed. */
        private static final Duration SILENCE = Duration.ofSeconds(15);

        private final SseEmitter emitter;
        private final Supplier<? extends Optional<?>> states;
        private final Duration period;
        private final CountDownLatch ended = new CountDownLatch(1);
        private volatile boolean givesWay;

        LiveStream(SseEmitter emitter, Supplier<? extends Optional<?>> states, Duration period) {
            this.emitter = emitter;
            this.states = states;
            this.period = period;
        }

        /** Ends the stream; the page reconnects. */
        void end() {
            ended.countDown();
        }

        /** Ends the stream for a newer one of the same caller; the page is told to poll from then on. */
        void giveWay() {
            givesWay = true;
            ended.countDown();
        }

        @Override
        public void run() {
            try {
                emitter.send(
                        SseEmitter.event().reconnectTime(RECONNECT.toMillis()).comment("live"));
                tell();
            } catch (IOException | IllegalStateException gone) {
                LOG.debug(
                        "a page that was told what happens is gone: {}",
                        gone.getClass().getName());
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException fault) {
                LOG.warn(
                        "a page can be told no more what happens; it asks again by itself: {}",
                        fault.getClass().getName());
            } finally {
                emitter.complete();
            }
        }

        private void tell() throws IOException, InterruptedException {
            @Nullable Object last = null;
            long silent = 0;
            Optional<?> now = states.get();
            while (now.isPresent()) {
                if (!now.get().equals(last)) {
                    last = now.get();
                    silent = 0;
                    emitter.send(SseEmitter.event().name("state").data(last, MediaType.APPLICATION_JSON));
                } else if (silent >= SILENCE.toMillis()) {
                    silent = 0;
                    emitter.send(SseEmitter.event().comment(""));
                }
                if (ended.await(period.toMillis(), TimeUnit.MILLISECONDS)) {
                    sayFull();
                    return;
                }
                silent += period.toMillis();
                now = states.get();
            }
            emitter.send(SseEmitter.event().name("end").data(""));
        }

        private void sayFull() throws IOException {
            if (givesWay) {
                emitter.send(SseEmitter.event().name("full").data(""));
            }
        }
    }
}
