package dev.firstring.sipserver.embedded.request;

import dev.firstring.sip.CredentialId;
import dev.firstring.sipserver.Aor;
import dev.firstring.sipserver.adapter.embedded.settings.EmbeddedSettings;
import dev.firstring.sipserver.embedded.contact.Bindings;
import dev.firstring.sipserver.embedded.contact.Change;
import dev.firstring.sipserver.embedded.contact.Changed;
import dev.firstring.sipserver.embedded.message.Answers;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Registers phones (RFC 3261, section 10.3): who signs in as an address may register that address and no other. */
public final class RegisterRequests {

    private static final String SOON = "5";
    private static final String LATER = "60";

    private final Answers answers;
    private final ServedNames names;
    private final SignIn signIn;
    private final Bindings bindings;
    private final Sightings sightings;
    private final EmbeddedSettings settings;
    private final Clock clock;
    private final ContactHeaders contacts;

    public RegisterRequests(
            Answers answers,
            ServedNames names,
            SignIn signIn,
            Bindings bindings,
            Sightings sightings,
            EmbeddedSettings settings,
            Clock clock) {
        this.answers = answers;
        this.names = names;
        this.signIn = signIn;
        this.bindings = bindings;
        this.sightings = sightings;
        this.settings = settings;
        this.clock = clock;
        this.contacts = new ContactHeaders(settings);
    }

    SIPResponse answer(Incoming incoming) {
        SIPRequest request = incoming.request();
        Optional<Aor> aor = names.aor(request.getTo().getAddress().getURI());
        if (aor.isEmpty()) {
            return answers.of(request, 404, "Not Found");
        }
        if (!names.aor(request.getFrom().getAddress().getURI()).equals(aor)) {
            return answers.of(request, 403, "Forbidden");
        }
        return switch (signIn.judge(incoming, aor.get())) {
            case SignIn.Verdict.In(CredentialId credential) -> register(incoming, aor.get(), credential);
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

    private SIPResponse register(Incoming incoming, Aor aor, CredentialId credential) {
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
                    case Changed.Done done -> done(incoming, credential, done);
                };
        };
    }

    private SIPResponse done(Incoming incoming, CredentialId credential, Changed.Done done) {
        Instant now = clock.instant();
        done.registered()
                .forEach(binding -> sightings.seen(
                        credential, binding.registration(now), incoming.source().getHostAddress()));
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
