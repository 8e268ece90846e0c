package dev.firstring.sipserver.adapter.flexisip;

import static dev.firstring.sipserver.adapter.flexisip.InForceRoom.aor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.sip.Credential;
import dev.firstring.sipserver.registration.Sweeping;
import dev.firstring.sipserver.sync.SyncNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** When phones were last registered, as a real Redis with contacts of a Flexisip tells it. */
@Tag("peer")
class FlexisipSweepTest {

    private static final int PHONES = 20;

    /** A scan, the contacts of each address, and those of each that is due once more. */
    @Test
    void phones_are_seen_with_time_and_address_and_what_that_takes_is_bounded() {
        try (InForceRoom room = new InForceRoom();
                FlexisipServer server = room.adapter()) {
            SyncNode accounts = new SyncNode(room.fixture, server);
            Sweeping node = new Sweeping(room.fixture, server);
            List<Credential> made = new ArrayList<>();
            Instant registered = room.fixture.clock.instant().minusSeconds(30);
            for (int i = 0; i < PHONES; i++) {
                Credential one = room.credential(accounts);
                made.add(one);
                room.phones.register(aor(one), "Phone", registered, 7200);
            }
            room.redis.commands().configResetstat();

            assertThat(node.sweep()).isEqualTo(2 + 2 * PHONES);
            assertThat(made).allSatisfy(one -> {
                assertThat(node.lastRegistered(one)).isEqualTo(registered);
                assertThat(node.lastAddress(one)).isEqualTo("127.0.0.1");
            });
            assertThat(calls(room, "hgetall")).isEqualTo(2 * PHONES);
            long scans = calls(room, "scan");

            room.fixture.clock.advance(Duration.ofMinutes(5));
            assertThat(node.sweep()).isEqualTo(2);
            assertThat(calls(room, "hgetall")).isEqualTo(3 * PHONES);
            assertThat(calls(room, "scan")).isEqualTo(2 * scans);

            room.fixture.clock.advance(Duration.ofMinutes(1));
            assertThat(node.sweep()).isEqualTo(1);
            assertThat(calls(room, "hgetall")).isEqualTo(3 * PHONES);
        }
    }

    @Test
    void a_phone_that_registers_again_is_seen_an_hour_later_without_somebody_looking() {
        try (InForceRoom room = new InForceRoom();
                FlexisipServer server = room.adapter()) {
            Credential made = room.credential(new SyncNode(room.fixture, server));
            Sweeping node = new Sweeping(room.fixture, server);
            String field = room.phones.register(aor(made), "Phone", room.fixture.clock.instant(), 7200);
            node.sweep();
            room.fixture.clock.advance(Duration.ofMinutes(61));
            Instant refreshed = room.fixture.clock.instant().minusSeconds(10);
            room.phones.refresh(aor(made), field, refreshed, 7200);

            node.sweep();

            assertThat(node.lastRegistered(made)).isEqualTo(refreshed);
        }
    }

    private static long calls(InForceRoom room, String command) {
        Matcher calls = Pattern.compile("cmdstat_" + command + ":calls=([0-9]+)")
                .matcher(room.redis.commands().info("commandstats"));
        return calls.find() ? Long.parseLong(calls.group(1)) : 0;
    }
}
