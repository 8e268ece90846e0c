package dev.firstring.registrar.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.firstring.registrar.account.AddressOfRecord;
import dev.firstring.registrar.contact.Bindings;
import dev.firstring.registrar.contact.Changed;
import dev.firstring.registrar.digest.DigestAlgorithm;
import dev.firstring.registrar.flow.Flow;
import dev.firstring.registrar.message.Answers;
import dev.firstring.registrar.message.BentRequests;
import dev.firstring.registrar.message.MessageHead;
import dev.firstring.registrar.message.ReadRequest;
import dev.firstring.registrar.message.RequestReader;
import dev.firstring.registrar.settings.RegistrarLimits;
import dev.firstring.registrar.settings.RegistrarSettings;
import gov.nist.javax.sip.message.SIPResponse;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;

/** Whatever contacts somebody who has signed in names, they are kept and told again, or refused. */
@Tag("slow")
class ContactHeadersPropertyTest {

    private static final AddressOfRecord AOR = new AddressOfRecord("u1", "sip.example.test");
    private static final RegistrarSettings SETTINGS = new RegistrarSettings(
            "sip.example.test",
            "sip.example.test",
            List.of(DigestAlgorithm.MD5),
            Duration.ofSeconds(60),
            Duration.ofMinutes(10),
            Duration.ofHours(1),
            new RegistrarLimits(256, 32, Duration.ofMinutes(10), 4, 60, 10, 10_000));

    private final Clock clock = Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);
    private final RequestReader reader = new RequestReader();
    private final Answers answers = new Answers(clock, new byte[32]);
    private final ContactHeaders contacts = new ContactHeaders(SETTINGS);

    @Property(tries = 10_000)
    void bent_contacts_are_kept_or_refused(@ForAll long seed) {
        byte[] bytes = new BentRequests(seed).next();
        OptionalInt end = MessageHead.end(bytes, 0, bytes.length);

        assertThatCode(() -> end.stream()
                        .mapToObj(length -> MessageHead.read(bytes, length))
                        .flatMap(Optional::stream)
                        .map(reader::read)
                        .forEach(this::register))
                .doesNotThrowAnyException();
    }

    private void register(ReadRequest read) {
        if (!(read instanceof ReadRequest.Good(var request, var head))) {
            return;
        }
        Incoming incoming = new Incoming(request, head, new Nowhere());
        if (contacts.read(incoming) instanceof ContactHeaders.Wanted.Good(var change)
                && new Bindings(clock, 10, 100).change(AOR, change) instanceof Changed.Done done) {
            SIPResponse answer = answers.of(request, 200, "OK");
            contacts.write(answer, done.all(), clock.instant());
            int told = answer.getContactHeaders() == null
                    ? 0
                    : answer.getContactHeaders().size();
            assertThat(told).isEqualTo(done.all().size());
        }
    }

    /** A way on which nothing is sent. */
    private record Nowhere() implements Flow {

        private static final InetSocketAddress HERE = new InetSocketAddress(InetAddress.getLoopbackAddress(), 5060);

        @Override
        public String transport() {
            return "UDP";
        }

        @Override
        public InetSocketAddress remote() {
            return HERE;
        }

        @Override
        public InetSocketAddress local() {
            return HERE;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public boolean send(byte[] message) {
            return true;
        }

        @Override
        public Flow toPort(int port) {
            return this;
        }
    }
}
