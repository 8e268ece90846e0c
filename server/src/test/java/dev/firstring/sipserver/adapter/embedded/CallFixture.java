package dev.firstring.sipserver.adapter.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.peers.phone.Transport;
import dev.firstring.sipserver.WantedAccount;
import dev.firstring.sipserver.adapter.embedded.settings.EmbeddedCalls;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** An embedded registrar that routes calls, and two registered phones. */
abstract class CallFixture {

    static final String A = "+33639980001";
    static final String B = "+33639980002";

    RegistrarRoom room;
    WantedAccount called;
    WantedAccount calling;
    Handset caller;
    Handset callee;

    @BeforeEach
    void open() {
        room = RegistrarRoom.routing(new EmbeddedCalls(3, 2, Duration.ofHours(4), "FR", null));
        called = room.account(B);
        calling = room.account(A);
        caller = Handset.registered(room.target(Transport.UDP), calling);
        callee = Handset.registered(room.target(Transport.UDP), called);
    }

    @AfterEach
    void close() {
        caller.close();
        callee.close();
        room.close();
    }

    /** Lets time pass, when everything that has begun has set its timers. */
    void later(Duration time) {
        assertThat(room.inside.transactions()).isNotNegative();
        room.clock.advance(time);
    }
}
