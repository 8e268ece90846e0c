package dev.firstring.web.account;

import dev.firstring.account.AccountId;
import dev.firstring.account.Caller;
import dev.firstring.account.security.AccountGate;
import dev.firstring.http.ClientAddress;
import dev.firstring.web.live.LiveAnswers;
import dev.firstring.web.live.LiveStreams;
import dev.firstring.web.live.LiveStreams.Watcher;
import io.swagger.v3.oas.annotations.Hidden;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Sends the state of all credentials to the account page, in one stream: a browser opens at most six connections to a
 * service, which one stream per credential would soon exhaust.
 */
@RestController
@Hidden
@RequestMapping("/account/live")
final class AccountLive {

    /** Longer than the default: the page stays open as long as its tab, and each check queries every SIP server. */
    private static final Duration PERIOD = Duration.ofSeconds(5);

    private final LiveCredentials live;
    private final LiveStreams streams;
    private final AccountGate gate;

    AccountLive(LiveCredentials live, LiveStreams streams, AccountGate gate) {
        this.live = live;
        this.streams = streams;
        this.gate = gate;
    }

    /** The state of the page. */
    record State(List<LiveCredential> credentials) {}

    @GetMapping(produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    ResponseEntity<SseEmitter> events(Caller caller, ClientAddress address, Locale language) {
        return caller instanceof Caller.Known known
                ? streams.open(new Watcher(known.account(), address), () -> stateFor(known, language), PERIOD)
                : LiveAnswers.nothing();
    }

    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<State> once(Caller caller, Locale language) {
        return caller instanceof Caller.Known(AccountId account, var _, var _)
                ? LiveAnswers.once(state(account, language))
                : LiveAnswers.nothing();
    }

    /** The state; empty after the caller is signed out, which ends the stream. */
    private Optional<State> stateFor(Caller.Known caller, Locale language) {
        return gate.stillAdmits(caller) ? Optional.of(state(caller.account(), language)) : Optional.empty();
    }

    private State state(AccountId account, Locale language) {
        return new State(live.of(account, language).stream()
                .map(LiveCredentials.Standing::live)
                .toList());
    }
}
