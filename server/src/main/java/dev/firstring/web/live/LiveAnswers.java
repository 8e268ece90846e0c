package dev.firstring.web.live;

import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** The responses to a page that requests live updates. */
public final class LiveAnswers {

    private static final String SECONDS_TO_WAIT = "5";

    private LiveAnswers() {}

    /** A stream that proxies must not buffer. */
    static ResponseEntity<SseEmitter> stream(SseEmitter events) {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .header("X-Accel-Buffering", "no")
                .body(events);
    }

    /** No stream: the page polls instead. */
    static ResponseEntity<SseEmitter> refused(HttpStatus status) {
        return ResponseEntity.status(status)
                .header(HttpHeaders.RETRY_AFTER, SECONDS_TO_WAIT)
                .build();
    }

    /** The current state, once. */
    public static <T> ResponseEntity<T> once(T state) {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(state);
    }

    /** No state to send: an event source does not reconnect after 204. */
    public static <T> ResponseEntity<T> nothing() {
        return ResponseEntity.noContent().cacheControl(CacheControl.noStore()).build();
    }
}
