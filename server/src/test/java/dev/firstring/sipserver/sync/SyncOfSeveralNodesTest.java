package dev.firstring.sipserver.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.account.DisplayName;
import dev.firstring.sip.Credential;
import dev.firstring.sip.CredentialStatus;
import dev.firstring.sip.sync.SyncStatus;
import dev.firstring.sipserver.Capability;
import dev.firstring.sipserver.MemoryServer;
import dev.firstring.sipserver.WantedAccount;
import dev.firstring.sipserver.sync.HeldWork.CutProgress;
import dev.firstring.testing.Together;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Nodes that work at once, die and wake up too late. */
@Tag("slow")
class SyncOfSeveralNodesTest extends SyncCase {

    private final MemoryServer rest = new MemoryServer("rest", Capability.LISTS_ACCOUNTS, Capability.TELLS_HASHES);

    @Test
    void a_change_that_comes_while_an_older_one_is_applied_wins() {
        SyncNode node = new SyncNode(fixture, rest);
        Credential made = synced(node);
        useCases.rename.rename(made.id(), account, new DisplayName("Grace"), "owner", fixture.clock.instant());
        rest.duringApply(() -> {
            rest.duringApply(() -> {});
            fixture.jdbc.update(
                    "UPDATE sip_credential SET status = 'suspended', revision = revision + 1,"
                            + " cut_revision = revision + 1 WHERE id = ?",
                    made.id().value());
        });
        node.inRequest.sync(made.id());
        assertThat(node.report(made.id()).status()).isEqualTo(SyncStatus.PENDING);

        node.pull.drain();

        assertThat(node.report(made.id()).status()).isEqualTo(SyncStatus.SYNCED);
        assertThat(onServer(made).enabled()).isFalse();
    }

    @Test
    void work_of_a_node_that_died_is_done_by_another_after_its_lease() {
        SyncNode dead = new SyncNode(fixture, rest);
        SyncNode alive = new SyncNode(fixture, rest);
        Credential made = provision();
        Instant now = fixture.clock.instant();
        assertThat(dead.store.claim(made.id(), List.of(rest.id()), now, now.plusSeconds(30)))
                .hasSize(1);

        assertThat(alive.pull.drain()).isZero();
        fixture.clock.advance(Duration.ofSeconds(30));
        assertThat(alive.pull.drain()).isEqualTo(1);

        assertThat(onServer(made).enabled()).isTrue();
    }

    @Test
    void a_node_that_wakes_up_after_its_lease_makes_the_account_be_applied_again() {
        SyncNode slow = new SyncNode(fixture, rest);
        SyncNode quick = new SyncNode(fixture, rest);
        Credential made = provision();
        WantedAccount before = wanted(made);
        Instant now = fixture.clock.instant();
        HeldWork held = slow.store
                .claim(made.id(), List.of(rest.id()), now, now.plusSeconds(30))
                .getFirst();
        fixture.clock.advance(Duration.ofSeconds(31));
        lifecycle(quick).become(CredentialStatus.SUSPENDED, made.id());
        assertThat(onServer(made).enabled()).isFalse();

        // The slow node's call comes through only now.
        rest.put(before);
        slow.results.settle(
                List.of(new Attempt(held, 1, true, null, null, 0, CutProgress.NONE, List.of())),
                fixture.clock.instant());
        assertThat(quick.pull.drain()).isEqualTo(1);

        assertThat(onServer(made).enabled()).isFalse();
    }

    @Test
    void two_nodes_at_once_never_work_on_one_account_together() {
        SyncNode one = new SyncNode(fixture, rest);
        SyncNode two = new SyncNode(fixture, rest);
        List<Credential> made = Stream.generate(this::provision).limit(100).toList();

        Together.run(4, index -> {
            SyncNode node = index % 2 == 0 ? one : two;
            node.pull.drain();
            made.forEach(credential -> node.inRequest.sync(credential.id()));
            return null;
        });

        assertThat(rest.wasCrowded()).isFalse();
        assertThat(made)
                .allSatisfy(credential ->
                        assertThat(one.report(credential.id()).status()).isEqualTo(SyncStatus.SYNCED));
    }

    private WantedAccount onServer(Credential credential) {
        WantedAccount found = rest.account(aor(credential));
        assertThat(found).as("account on the server").isNotNull();
        return Objects.requireNonNull(found);
    }
}
