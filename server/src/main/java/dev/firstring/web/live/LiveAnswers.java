package dev.firstring.web.live;

import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** How a page is answered that wants to be told what happens. */
public final class LiveAnswers {

    private static final String SECONDS_TO_WAIT = "5";

    private LiveAnswers() {}

    /** A stream, which no proxy may hold back. */
    static ResponseEntity<SseEmitter> stream(SseEmitter events) {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .header("X-Accel-Buffering", "no")
                .body(events);
    }

    /** No stream: the page asks by itself. */
    static ResponseEntity<SseEmitter> refused(HttpStatus status) {
        return ResponseEntity.status(status)
                .header(HttpHeaders.RETRY_AFTER, SECONDS_TO_WAIT)
                .build();
    }

    /** One state, as it is now. */
    public static <T> ResponseEntity<T> once(T state) {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(state);
    }

    /** There is nothing to tell: an event source that gets 204 does not come back. */
    public static <T> ResponseEntity<T> nothing() {
        return ResponseEntity.noContent().cacheControl(CacheControl.noStore()).build();
    }
}
