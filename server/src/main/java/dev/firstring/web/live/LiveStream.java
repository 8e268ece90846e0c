package dev.firstring.web.live;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Sends state changes to one page. Runs on a thread of its own. */
final class LiveStream implements Runnable {

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
            emitter.send(SseEmitter.event().reconnectTime(RECONNECT.toMillis()).comment("live"));
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
