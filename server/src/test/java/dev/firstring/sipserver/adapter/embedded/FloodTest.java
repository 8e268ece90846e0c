package dev.firstring.sipserver.adapter.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.peers.phone.Transport;
import dev.firstring.registrar.digest.DigestAlgorithm;
import dev.firstring.registrar.message.BentRequests;
import dev.firstring.registrar.message.SipSeeds;
import dev.firstring.testing.Patience;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Hostile traffic through the real sockets: afterwards, and in between, a good phone registers. */
@Tag("slow")
class FloodTest {

    private static final int SENDERS = 4;
    private static final int EACH = 10_000;

    @Test
    void a_phone_registers_during_and_after_a_flood_of_bent_datagrams() throws Exception {
        // Other registrars may run in this JVM.
        Set<Thread> others = registrarThreads();
        try (RegistrarRoom room = RegistrarRoom.open(DigestAlgorithm.MD5);
                ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> floods = new ArrayList<>();
            for (int i = 0; i < SENDERS; i++) {
                long seed = i;
                floods.add(senders.submit(() -> flood(room, new BentRequests(seed))));
            }

            assertThat(registers(room, Transport.TCP)).as("during the flood").isTrue();
            for (Future<?> flood : floods) {
                flood.get();
            }

            assertThat(registers(room, Transport.UDP)).as("after the flood").isTrue();
            assertThat(registers(room, Transport.TCP)).as("after the flood").isTrue();
            assertThat(room.dropped("fault")).isZero();
            assertThat(registrarThreads())
                    .filteredOn(thread -> !others.contains(thread))
                    .hasSizeBetween(10, 12);
        }
    }

    private static Set<Thread> registrarThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("registrar-"))
                .collect(Collectors.toSet());
    }

    @Test
    void a_flood_of_sign_ins_with_made_up_answers_never_reaches_the_database() {
        try (RegistrarRoom room = RegistrarRoom.open(DigestAlgorithm.MD5);
                Wire wire = Wire.to(room.target(Transport.UDP))) {
            room.database.service().close();
            String forged = SipSeeds.all().getFirst();

            for (int i = 0; i < 1_000; i++) {
                wire.send(forged.replace("CSeq: 2", "CSeq: " + i));

                assertThat(wire.receive(Wire.MILLIS)).startsWith("SIP/2.0 401").contains("stale=true");
            }
        }
    }

    @Test
    void connections_that_send_rubbish_pieces_or_nothing_keep_nobody_out() throws Exception {
        try (RegistrarRoom room = RegistrarRoom.open(DigestAlgorithm.MD5);
                ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> floods = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                BentRequests requests = new BentRequests(i);
                floods.add(senders.submit(() -> connectAndSend(room, requests)));
            }
            for (Future<?> flood : floods) {
                flood.get();
            }

            assertThat(registers(room, Transport.TCP)).isTrue();
            assertThat(registers(room, Transport.UDP)).isTrue();
            assertThat(room.dropped("fault")).isZero();
        }
    }

    @Test
    void a_peer_that_never_reads_its_answers_is_cut_off() {
        try (RegistrarRoom room = RegistrarRoom.open(DigestAlgorithm.MD5);
                TestPhone phone = new TestPhone(room.target(Transport.TCP), room.account())) {
            byte[] request = phone.request("OPTIONS").getBytes(StandardCharsets.UTF_8);
            Instant end = Instant.now().plus(Patience.LIMIT);
            boolean cut = false;
            while (!cut && Instant.now().isBefore(end)) {
                try {
                    phone.wire.send(request);
                } catch (UncheckedIOException e) {
                    cut = true;
                }
            }
            assertThat(cut).isTrue();
            assertThat(registers(room, Transport.TCP)).isTrue();
        }
    }

    private static void flood(RegistrarRoom room, BentRequests requests) {
        try (Wire wire = Wire.to(room.target(Transport.UDP))) {
            for (int i = 0; i < EACH; i++) {
                wire.send(requests.next());
            }
        }
    }

    private static void connectAndSend(RegistrarRoom room, BentRequests requests) {
        try (Wire wire = Wire.to(room.target(Transport.TCP))) {
            for (int i = 0; i < 20; i++) {
                wire.send(requests.next());
            }
        } catch (UncheckedIOException e) {
            // Cut off, as is right.
            assertThat(e.getCause()).isInstanceOf(IOException.class);
        }
    }

    /** As a phone does: what gets no answer is sent again. */
    private static boolean registers(RegistrarRoom room, Transport transport) {
        Instant end = Instant.now().plus(Patience.LIMIT);
        while (Instant.now().isBefore(end)) {
            try (TestPhone phone = new TestPhone(room.target(transport), room.account(), 3_000)) {
                if (phone.register(phone.contact()).startsWith("SIP/2.0 200")) {
                    return true;
                }
            } catch (UncheckedIOException e) {
                // No connection was free just now.
                assertThat(e.getCause()).isInstanceOf(IOException.class);
            }
        }
        return false;
    }
}
