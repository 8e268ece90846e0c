package dev.firstring.registrar.transport;

import static dev.firstring.registrar.transport.CallMessages.DOMAIN;
import static dev.firstring.registrar.transport.CallMessages.md5;

import dev.firstring.registrar.account.AccountLookups;
import dev.firstring.registrar.account.AddressOfRecord;
import dev.firstring.registrar.account.CallRoute;
import dev.firstring.registrar.account.Ha1Hashes;
import dev.firstring.registrar.account.SipAccount;
import dev.firstring.registrar.call.Admission;
import dev.firstring.registrar.call.CallRequests;
import dev.firstring.registrar.call.CallRouter;
import dev.firstring.registrar.call.Calls;
import dev.firstring.registrar.call.Outgoing;
import dev.firstring.registrar.call.Timers;
import dev.firstring.registrar.call.Transactions;
import dev.firstring.registrar.contact.Binding;
import dev.firstring.registrar.contact.Bindings;
import dev.firstring.registrar.contact.Change;
import dev.firstring.registrar.digest.DigestAlgorithm;
import dev.firstring.registrar.digest.FailureAllowance;
import dev.firstring.registrar.digest.NonceUses;
import dev.firstring.registrar.digest.Nonces;
import dev.firstring.registrar.echo.EchoAgent;
import dev.firstring.registrar.message.Answers;
import dev.firstring.registrar.message.MessageHead;
import dev.firstring.registrar.message.Responses;
import dev.firstring.registrar.report.CallListener;
import dev.firstring.registrar.report.Reports;
import dev.firstring.registrar.request.RegisterRequests;
import dev.firstring.registrar.request.Requests;
import dev.firstring.registrar.request.ServedNames;
import dev.firstring.registrar.request.SignIn;
import dev.firstring.registrar.settings.CallSettings;
import dev.firstring.registrar.settings.EchoSettings;
import dev.firstring.registrar.settings.RegistrarLimits;
import dev.firstring.registrar.settings.RegistrarSettings;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;

/** The proxy without sockets: two phones that are registered, and a record of all that is sent. Not thread-safe. */
final class CallBench implements AutoCloseable {

    private final List<String> broken = new ArrayList<>();

    final Phone caller = new Phone(40_001, broken);
    final Phone callee = new Phone(40_002, broken);

    private final List<String> faults = new ArrayList<>();
    private final Timers timers = new Timers(Clock.systemUTC());
    private final Reports reports =
            new Reports((account, binding, at, address) -> {}, new Unheard(), Clock.systemUTC());
    private final EchoAgent echo;
    private final SignIn signIn;
    private final Reception reception;
    private int drawn;

    CallBench() {
        Clock clock = Clock.systemUTC();
        SecureRandom random = new SecureRandom();
        byte[] key = new byte[32];
        RegistrarLimits limits = new RegistrarLimits(256, 32, Duration.ofMinutes(10), 4, 1_000_000, 10, 10_000);
        RegistrarSettings settings = new RegistrarSettings(
                DOMAIN,
                DOMAIN,
                List.of(DigestAlgorithm.MD5),
                Duration.ofSeconds(60),
                Duration.ofMinutes(10),
                Duration.ofHours(1),
                limits);
        EchoSettings echoSettings = new EchoSettings(44_000, 44_007, Duration.ofMinutes(1), Set.of());
        CallSettings calls = new CallSettings(10_000, 10_000, Duration.ofHours(1), null, echoSettings);
        Traffic traffic = new Counting();
        Answers answers = new Answers(clock, key);
        ServedNames names = new ServedNames(DOMAIN, InetAddress.getLoopbackAddress());
        AccountLookups accounts = new AccountLookups(
                address -> Optional.of(new SipAccount(
                        UUID.randomUUID(), new Ha1Hashes(md5(address.user() + ":" + DOMAIN + ":secret"), ""), null)),
                (from, dialled) -> new CallRoute(
                        new CallRoute.Dialled.Account(new AddressOfRecord("callee", DOMAIN)), "+33639980001"),
                4,
                Duration.ofSeconds(30));
        signIn = new SignIn(
                DOMAIN,
                names,
                List.of(DigestAlgorithm.MD5),
                new Nonces(clock, random, Duration.ofMinutes(5), key),
                new NonceUses(10_000),
                new FailureAllowance(clock, 1_000_000, 10, InetAddress::getHostAddress),
                accounts);
        Bindings bindings = new Bindings(clock, 10, 100);
        bindings.change(
                new AddressOfRecord("callee", DOMAIN),
                new Change.Update(
                        new Binding.Call("registered", 1),
                        null,
                        callee,
                        List.of(new Change.Wish(
                                new Binding.Contact("sip:callee@127.0.0.1:40002", null, null, null),
                                Duration.ofMinutes(10)))));
        Transactions table = new Transactions(timers);
        Outgoing outgoing = new Outgoing(key, random);
        Responses responses = new Responses(answers);
        Calls live = new Calls(table, calls, reports, random);
        echo = new EchoAgent(table, outgoing, responses, echoSettings, reports, random);
        CallRouter router = new CallRouter(table, live, outgoing, responses, bindings, settings, () -> null);
        Admission admission = new Admission(names, signIn, accounts, responses, echoSettings);
        CallRequests requests = new CallRequests(table, live, admission, router, echo, responses, traffic);
        RegisterRequests registers = new RegisterRequests(answers, names, signIn, bindings, reports, settings, clock);
        reception = new Reception(new Requests(answers, names, registers), requests, answers, traffic);
    }

    /** Messages of a new call, in their order, each of which is well-formed. */
    List<String> seeds() {
        String id = "call" + drawn++;
        String invite = signed("INVITE", "sip:+33639980002@" + DOMAIN, id);
        take(caller, invite.getBytes(StandardCharsets.UTF_8));
        String received = callee.sent.stream()
                .filter(text -> text.startsWith("INVITE ") && text.contains(id))
                .reduce((first, last) -> last)
                .orElse("INVITE sip:x SIP/2.0\r\nTo: <sip:x>\r\nVia: x\r\n\r\n");
        String route = CallMessages.route(received);
        return List.of(
                signed("INVITE", "sip:callee@" + DOMAIN, id + "b"),
                CallMessages.response(received, "180 Ringing"),
                CallMessages.response(received, "200 OK"),
                CallMessages.within("ACK", id, route),
                CallMessages.within("INVITE", id, route),
                CallMessages.within("BYE", id, route),
                invite.replace("INVITE", "CANCEL"),
                signed("MESSAGE", "sip:callee@" + DOMAIN, id + "c"),
                CallMessages.response(received, "486 Busy Here"),
                signed("INVITE", "sip:*43@" + DOMAIN, id + "d"));
    }

    /** As the sockets do it. */
    void take(Phone from, byte[] bytes) {
        OptionalInt end = MessageHead.end(bytes, 0, bytes.length);
        if (end.isPresent()) {
            MessageHead.read(bytes, end.getAsInt())
                    .ifPresent(head ->
                            reception.take(head, Arrays.copyOfRange(bytes, end.getAsInt(), bytes.length), from));
        }
    }

    List<String> faults() {
        return faults;
    }

    List<String> broken() {
        return broken;
    }

    @Override
    public void close() {
        echo.clear();
        timers.close();
        reports.close();
    }

    private String signed(String method, String uri, String id) {
        String challenge =
                signIn.challenges(InetAddress.getLoopbackAddress(), false).getFirst();
        return CallMessages.signed(method, uri, id, challenge);
    }

    /** Nobody is told of calls. */
    private static final class Unheard implements CallListener {

        @Override
        public void answered(AddressOfRecord account, Instant at) {}

        @Override
        public void ended(AddressOfRecord account, Instant answered, Duration length) {}
    }

    /** Counts what no message may cause. */
    private final class Counting implements Traffic {

        @Override
        public void answered(String method, int status) {
            if (status == 500 && !method.equals("REGISTER")) {
                faults.add(method + " " + status);
            }
        }

        @Override
        public void dropped(String transport, String reason) {
            if (reason.equals("fault")) {
                faults.add(reason);
            }
        }
    }
}
