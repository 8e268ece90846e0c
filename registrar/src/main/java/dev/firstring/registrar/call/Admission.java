package dev.firstring.registrar.call;

import dev.firstring.registrar.account.AccountLookups;
import dev.firstring.registrar.account.AddressOfRecord;
import dev.firstring.registrar.account.CallRoute;
import dev.firstring.registrar.message.Responses;
import dev.firstring.registrar.message.SipMessage;
import dev.firstring.registrar.request.Incoming;
import dev.firstring.registrar.request.ServedNames;
import dev.firstring.registrar.request.SignIn;
import dev.firstring.registrar.settings.EchoSettings;
import gov.nist.javax.sip.address.SipUri;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides who may call, and whom. Only accounts of this domain call through here, each as itself, and only addresses of
 * this domain. Thread-safe; waits for the database.
 */
public final class Admission {

    private static final Set<String> ECHO = Set.of("*43", "echo");
    private static final String CREDENTIALS = "proxy-authorization";

    private final ServedNames names;
    private final SignIn signIn;
    private final AccountLookups accounts;
    private final Responses responses;
    private final EchoSettings echo;

    public Admission(
            ServedNames names, SignIn signIn, AccountLookups accounts, Responses responses, EchoSettings echo) {
        this.names = names;
        this.signIn = signIn;
        this.accounts = accounts;
        this.responses = responses;
        this.echo = echo;
    }

    /** The outcome. */
    sealed interface Outcome {

        record Refused(SipMessage response) implements Outcome {}

        record Routed(AddressOfRecord caller, CallRoute route) implements Outcome {}

        /**
         * The echo test.
         *
         * @param caller null if it is called through a SIP server that is trusted to call it
         */
        record Echo(@Nullable AddressOfRecord caller) implements Outcome {}
    }

    Outcome admit(Incoming incoming, SipMessage request) {
        if (!(incoming.request().getRequestURI() instanceof SipUri uri)) {
            return refused(request, 416, "Unsupported URI Scheme");
        }
        Optional<String> dialled = names.include(uri) ? ServedNames.user(uri) : Optional.empty();
        if (dialled.isEmpty()) {
            return refused(request, 404, "Not Found");
        }
        boolean isEcho = ECHO.contains(dialled.get());
        if (isEcho && echo.peers().contains(incoming.source())) {
            return new Outcome.Echo(null);
        }
        Optional<AddressOfRecord> caller =
                names.aor(incoming.request().getFrom().getAddress().getURI());
        if (caller.isEmpty()) {
            return refused(request, 403, "Not Our Domain");
        }
        return switch (signIn.judge(incoming, caller.get(), CREDENTIALS)) {
            case SignIn.Verdict.In in ->
                isEcho ? new Outcome.Echo(caller.get()) : route(request, caller.get(), dialled.get());
            case SignIn.Verdict.Challenged(boolean stale) ->
                refused(
                        request,
                        407,
                        "Proxy Authentication Required",
                        signIn.challenges(incoming.source(), stale).stream()
                                .map(challenge -> "Proxy-Authenticate: " + challenge)
                                .toArray(String[]::new));
            case SignIn.Verdict.Malformed malformed -> refused(request, 400, "Bad Proxy-Authorization");
            case SignIn.Verdict.Refused refused -> refused(request, 403, "Forbidden");
            case SignIn.Verdict.Throttled throttled -> refused(request, 503, "Service Unavailable", "Retry-After: 60");
            case SignIn.Verdict.Away away -> refused(request, 503, "Service Unavailable", "Retry-After: 5");
        };
    }

    private Outcome route(SipMessage request, AddressOfRecord caller, String dialled) {
        return accounts.route(caller, dialled)
                .<Outcome>map(route -> new Outcome.Routed(caller, route))
                .orElseGet(() -> refused(request, 503, "Service Unavailable", "Retry-After: 5"));
    }

    private Outcome refused(SipMessage request, int status, String reason, String... headers) {
        return new Outcome.Refused(responses.of(request, status, reason, headers));
    }
}
