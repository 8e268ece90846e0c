package dev.firstring.web.onboarding;

import dev.firstring.account.Caller;
import dev.firstring.http.ClientAddress;
import dev.firstring.web.live.LiveAnswers;
import dev.firstring.web.live.LiveState;
import dev.firstring.web.live.LiveStreams;
import dev.firstring.web.live.LiveStreams.Watcher;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Sends the state of the session to the pages of the flow: as events, or once for clients that cannot receive events.
 */
@RestController
@Hidden
@RequestMapping("/onboarding/live")
final class LiveController {

    private final SessionCookie cookie;
    private final SessionLive live;
    private final LiveStreams streams;

    LiveController(SessionCookie cookie, SessionLive live, LiveStreams streams) {
        this.cookie = cookie;
        this.live = live;
        this.streams = streams;
    }

    @GetMapping(produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    ResponseEntity<SseEmitter> events(
            Caller caller, ClientAddress address, HttpServletRequest request, Locale language) {
        return cookie.read(request)
                .map(id -> streams.open(new Watcher(id, address), () -> live.of(id, caller, language)))
                .orElseGet(LiveAnswers::nothing);
    }

    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<LiveState> once(Caller caller, HttpServletRequest request, Locale language) {
        return cookie.read(request)
                .flatMap(id -> live.of(id, caller, language))
                .map(LiveAnswers::once)
                .orElseGet(LiveAnswers::nothing);
    }
}
