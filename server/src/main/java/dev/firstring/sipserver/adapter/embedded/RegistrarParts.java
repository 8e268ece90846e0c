package dev.firstring.sipserver.adapter.embedded;

import dev.firstring.platform.Ids;
import dev.firstring.sip.settings.SipSettings;
import dev.firstring.sipserver.adapter.embedded.account.AccountRows;
import dev.firstring.sipserver.adapter.embedded.account.Accounts;
import dev.firstring.sipserver.adapter.embedded.settings.EmbeddedLimits;
import dev.firstring.sipserver.adapter.embedded.settings.EmbeddedSettings;
import dev.firstring.sipserver.embedded.contact.Bindings;
import dev.firstring.sipserver.embedded.digest.FailureAllowance;
import dev.firstring.sipserver.embedded.digest.NonceUses;
import dev.firstring.sipserver.embedded.digest.Nonces;
import dev.firstring.sipserver.embedded.message.Answers;
import dev.firstring.sipserver.embedded.request.RegisterRequests;
import dev.firstring.sipserver.embedded.request.Requests;
import dev.firstring.sipserver.embedded.request.ServedNames;
import dev.firstring.sipserver.embedded.request.Sightings;
import dev.firstring.sipserver.embedded.request.SignIn;
import dev.firstring.sipserver.embedded.transport.Reception;
import dev.firstring.sipserver.embedded.transport.TrafficMetrics;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;

/** Puts a registrar together, but for its sockets. */
record RegistrarParts(
        SipSettings sip,
        EmbeddedSettings settings,
        EmbeddedLimits limits,
        AccountRows accounts,
        Bindings bindings,
        TrafficMetrics metrics,
        Clock clock) {

    private static final int KEY_BYTES = 32;
    private static final int REMEMBERED_NONCES = 20_000;
    private static final int REMEMBERED_ADDRESSES = 20_000;
    private static final Duration NONCE_LIFE = Duration.ofMinutes(5);
    private static final Duration LOOKUP = Duration.ofSeconds(2);

    /** What answers the messages that come in at that address. */
    Reception reception(InetAddress listening, Sightings sightings, SecureRandom random) {
        Ids ids = new Ids(clock, random);
        Answers answers = new Answers(clock, ids.random(KEY_BYTES));
        ServedNames names = new ServedNames(sip.domain(), listening);
        SignIn signIn = new SignIn(
                sip.realm(),
                names,
                settings.algorithms(),
                new Nonces(clock, random, NONCE_LIFE, ids.random(KEY_BYTES)),
                new NonceUses(REMEMBERED_NONCES),
                new FailureAllowance(clock, limits.failuresPerMinute(), REMEMBERED_ADDRESSES),
                new Accounts(accounts, limits.lookups(), LOOKUP));
        RegisterRequests registers = new RegisterRequests(answers, names, signIn, bindings, sightings, settings, clock);
        return new Reception(new Requests(answers, names, registers), answers, metrics);
    }
}
