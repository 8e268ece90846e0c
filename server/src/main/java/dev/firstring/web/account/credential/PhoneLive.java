package dev.firstring.web.account.credential;

import dev.firstring.account.AccountId;
import dev.firstring.account.Caller;
import dev.firstring.account.security.AccountGate;
import dev.firstring.http.ClientAddress;
import dev.firstring.sip.CredentialStatus;
import dev.firstring.web.live.LiveAnswers;
import dev.firstring.web.live.LiveState;
import dev.firstring.web.live.LiveStreams;
import dev.firstring.web.live.LiveStreams.Watcher;
import dev.firstring.web.live.RegistrationTexts;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.Locale;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Notifies the page that sets up a phone when one has registered. */
@RestController
@Hidden
@RequestMapping("/account/credentials/{id}/live")
final class PhoneLive {

    private final OwnCredential own;
    private final RegistrationTexts registrations;
    private final LiveStreams streams;
    private final AccountGate gate;

    PhoneLive(OwnCredential own, RegistrationTexts registrations, LiveStreams streams, AccountGate gate) {
        this.gate = gate;
        this.own = own;
        this.registrations = registrations;
        this.streams = streams;
    }

    @GetMapping(produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    ResponseEntity<SseEmitter> events(Caller caller, ClientAddress address, @PathVariable String id, Locale language) {
        return caller instanceof Caller.Known known
                        && state(caller, id, language).isPresent()
                ? streams.open(new Watcher(known.account(), address), () -> stateFor(known, id, language))
                : LiveAnswers.nothing();
    }

    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<LiveState> once(Caller caller, @PathVariable String id, Locale language) {
        return state(caller, id, language).map(LiveAnswers::once).orElseGet(LiveAnswers::nothing);
    }

    /** The state; empty after the caller is signed out, which ends the stream. */
    private Optional<LiveState> stateFor(Caller.Known caller, String id, Locale language) {
        return gate.stillAdmits(caller) ? state(caller, id, language) : Optional.empty();
    }

    private Optional<LiveState> state(Caller caller, String id, Locale language) {
        return caller instanceof Caller.Known(AccountId account, var _, var _)
                ? own.find(id, account)
                        .filter(found -> found.credential().status() == CredentialStatus.ACTIVE)
                        .map(found -> new LiveState(null, null, registrations.of(found.credential(), language)))
                : Optional.empty();
    }
}
