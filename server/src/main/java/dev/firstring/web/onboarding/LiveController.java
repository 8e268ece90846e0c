package dev.firstring.web.onboarding;

import dev.firstring.onboarding.session.SessionId;
import dev.firstring.web.live.LiveState;
import dev.firstring.web.live.LiveStreams;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Optional;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Tells the pages of the flow how the session stands: as events, or once to those that cannot take events. */
@RestController
@Hidden
@RequestMapping("/onboarding/live")
final class LiveController {

    private static final String SECONDS_TO_WAIT = "5";

    private final SessionCookie cookie;
    private final SessionLive live;
    private final LiveStreams streams;

    LiveController(SessionCookie cookie, SessionLive live, LiveStreams streams) {
        this.cookie = cookie;
        this.live = live;
        this.streams = streams;
    }

    @GetMapping(produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    ResponseEntity<SseEmitter> events(HttpServletRequest request, Locale language) {
        Optional<SessionId> session = cookie.read(request);
        if (session.isEmpty()) {
            return ResponseEntity.status(HttpStatus.NO_CONTENT).build();
        }
        SessionId id = session.get();
        return streams.open(() -> live.of(id, language))
                .map(stream -> ResponseEntity.ok()
                        .cacheControl(CacheControl.noStore())
                        .header("X-Accel-Buffering", "no")
                        .body(stream))
                .orElseGet(() -> ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                        .header(HttpHeaders.RETRY_AFTER, SECONDS_TO_WAIT)
                        .build());
    }

    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<LiveState> once(HttpServletRequest request, Locale language) {
        return cookie.read(request)
                .flatMap(id -> live.of(id, language))
                .map(state ->
                        ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(state))
                .orElseGet(() -> ResponseEntity.noContent().build());
    }
}
