package dev.firstring.registrar.request;

import dev.firstring.registrar.account.AddressOfRecord;
import dev.firstring.registrar.contact.Bindings;
import dev.firstring.registrar.contact.Change;
import dev.firstring.registrar.contact.Changed;
import dev.firstring.registrar.message.Answers;
import dev.firstring.registrar.report.Reports;
import dev.firstring.registrar.settings.RegistrarSettings;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Registers phones (RFC 3261, section 10.3): a phone can register only the address that it authenticates as. */
public final class RegisterRequests {

    private static final String SOON = "5";
    private static final String LATER = "60";

    private final Answers answers;
    private final ServedNames names;
    private final SignIn signIn;
    private final Bindings bindings;
    private final Reports reports;
    private final RegistrarSettings settings;
    private final Clock clock;
    private final ContactHeaders contacts;

    public RegisterRequests(
            Answers answers,
            ServedNames names,
            SignIn signIn,
            Bindings bindings,
            Reports reports,
            RegistrarSettings settings,
            Clock clock) {
        this.answers = answers;
        this.names = names;
        this.signIn = signIn;
        this.bindings = bindings;
        this.reports = reports;
        this.settings = settings;
        this.clock = clock;
        this.contacts = new ContactHeaders(settings);
    }

    SIPResponse answer(Incoming incoming) {
        SIPRequest request = incoming.request();
        Optional<AddressOfRecord> aor = names.aor(request.getTo().getAddress().getURI());
        if (aor.isEmpty()) {
            return answers.of(request, 404, "Not Found");
        }
        if (!names.aor(request.getFrom().getAddress().getURI()).equals(aor)) {
            return answers.of(request, 403, "Forbidden");
        }
        return switch (signIn.judge(incoming, aor.get(), "authorization")) {
            case SignIn.Verdict.In(UUID account) -> register(incoming, aor.get(), account);
            case SignIn.Verdict.Challenged(boolean stale) -> {
                SIPResponse challenge = answers.of(request, 401, "Unauthorized");
                signIn.challenges(incoming.source(), stale)
                        .forEach(value -> Answers.add(challenge, "WWW-Authenticate", value));
                yield challenge;
            }
            case SignIn.Verdict.Malformed malformed -> answers.of(request, 400, "Bad Authorization");
            case SignIn.Verdict.Refused refused -> answers.of(request, 403, "Forbidden");
            case SignIn.Verdict.Throttled throttled -> unavailable(request, LATER);
            case SignIn.Verdict.Away away -> unavailable(request, SOON);
        };
    }

    private SIPResponse register(Incoming incoming, AddressOfRecord aor, UUID account) {
        SIPRequest request = incoming.request();
        return switch (contacts.read(incoming)) {
            case ContactHeaders.Wanted.Malformed malformed -> answers.of(request, 400, "Bad Contact");
            case ContactHeaders.Wanted.TooBrief brief -> {
                SIPResponse refusal = answers.of(request, 423, "Interval Too Brief");
                Answers.add(
                        refusal,
                        "Min-Expires",
                        Long.toString(settings.minExpires().toSeconds()));
                yield refusal;
            }
            case ContactHeaders.Wanted.Good(Change change) ->
                switch (bindings.change(aor, change)) {
                    case Changed.Overtaken overtaken -> answers.of(request, 500, "Overtaken");
                    case Changed.Full full -> unavailable(request, LATER);
                    case Changed.Done done -> done(incoming, account, done);
                };
        };
    }

    private SIPResponse done(Incoming incoming, UUID account, Changed.Done done) {
        Instant now = clock.instant();
        done.registered()
                .forEach(binding -> reports.registered(
                        account, binding, now, incoming.source().getHostAddress()));
        SIPResponse answer = answers.of(incoming.request(), 200, "OK");
        contacts.write(answer, done.all(), now);
        return answer;
    }

    private SIPResponse unavailable(SIPRequest request, String seconds) {
        SIPResponse answer = answers.of(request, 503, "Service Unavailable");
        Answers.add(answer, "Retry-After", seconds);
        return answer;
    }
}
