package dev.firstring.sipserver.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.sip.Credential;
import dev.firstring.sip.CredentialStatus;
import dev.firstring.sip.sync.SyncReport;
import dev.firstring.sip.sync.SyncReport.SyncStep;
import dev.firstring.sip.sync.SyncReport.SyncStep.Name;
import dev.firstring.sip.sync.SyncReport.SyncStep.State;
import dev.firstring.sip.sync.SyncStatus;
import dev.firstring.sipserver.Capability;
import dev.firstring.sipserver.MemoryServer;
import dev.firstring.sipserver.SipServerFault.Kind;
import dev.firstring.sipserver.WantedAccount;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Servers that are away, slow or refuse us: nothing is lost, and they are not asked more than they can take. */
@Tag("slow")
class SyncInTroubleTest extends SyncCase {

    private final MemoryServer rest = new MemoryServer("rest", Capability.LISTS_ACCOUNTS, Capability.TELLS_HASHES);
    private final MemoryServer view = new MemoryServer("view", Capability.READS_DATABASE);

    @Test
    void a_server_that_is_down_leaves_the_change_pending_and_gets_it_when_it_is_back() {
        SyncNode node = new SyncNode(fixture, rest, view);
        Credential made = synced(node);
        rest.failWith(Kind.SERVER_UNAVAILABLE);

        SyncReport report = SyncNode.reportOf(lifecycle(node).become(CredentialStatus.SUSPENDED, made.id()));

        assertThat(report.status()).isEqualTo(SyncStatus.PENDING);
        SyncStep failed = step(report, Name.REFUSAL, "rest");
        assertThat(failed.state()).isEqualTo(State.FAILED);
        assertThat(failed.why()).isEqualTo("the test says so");
        assertThat(failed.due()).isAfter(fixture.clock.instant());
        assertThat(step(report, Name.READ_BACK, "rest").state()).isEqualTo(State.PENDING);
        assertThat(step(report, Name.READ_BACK, "view").state()).isEqualTo(State.DONE);

        rest.failWith(null);
        fixture.clock.advance(Duration.ofMinutes(1));
        node.pull.drain();

        assertThat(node.report(made.id()).status()).isEqualTo(SyncStatus.SYNCED);
        assertThat(onServer(made).enabled()).isFalse();
    }

    @Test
    void an_hour_of_absence_costs_few_calls_and_loses_nothing() {
        SyncNode node = new SyncNode(fixture, rest);
        rest.failWith(Kind.SERVER_UNAVAILABLE);
        List<Credential> made = List.of(provision(), provision(), provision());
        for (int second = 0; second < 3600; second += 5) {
            node.pull.drain();
            fixture.clock.advance(Duration.ofSeconds(5));
        }
        assertThat(rest.calls()).hasSizeLessThan(3 * 30);

        rest.failWith(null);
        fixture.clock.advance(Duration.ofMinutes(5));
        // A server that was left alone is tried with a few calls first.
        for (int second = 0; second < 10; second++) {
            node.pull.drain();
            fixture.clock.advance(Duration.ofSeconds(1));
        }

        assertThat(made).allSatisfy(one -> assertThat(onServer(one).enabled()).isTrue());
    }

    @Test
    void an_answer_that_comes_too_late_is_healed_by_doing_it_again() {
        SyncNode node = new SyncNode(fixture, rest);
        Credential made = provision();
        rest.answerTooLate(true);
        assertThat(node.inRequest.sync(made.id()).status()).isEqualTo(SyncStatus.PENDING);

        rest.answerTooLate(false);
        fixture.clock.advance(Duration.ofSeconds(2));
        node.pull.drain();

        assertThat(node.report(made.id()).status()).isEqualTo(SyncStatus.SYNCED);
    }

    @Test
    void a_server_that_refuses_our_key_is_left_alone_until_it_takes_it_and_nothing_is_lost() {
        SyncNode node = new SyncNode(fixture, rest);
        Credential made = provision();
        rest.failWith(Kind.AUTHENTICATION_FAILED);
        node.inRequest.sync(made.id());
        int calls = rest.calls().size();

        Credential other = provision();
        SyncReport report = node.inRequest.sync(other.id());
        assertThat(rest.calls()).hasSize(calls);
        assertThat(step(report, Name.ACCOUNT, "rest").why()).contains("rejects our credentials");

        rest.failWith(null);
        node.fleet.servers().forEach(server -> server.probe());
        fixture.clock.advance(Duration.ofMinutes(5));
        node.pull.drain();
        assertThat(onServer(made).enabled()).isTrue();
        assertThat(onServer(other).enabled()).isTrue();
    }

    @Test
    void a_server_on_which_most_calls_fail_is_left_alone_for_a_moment_and_then_tried_again() {
        SyncNode node = new SyncNode(fixture, rest);
        rest.failWith(Kind.SERVER_UNAVAILABLE);
        List<Credential> made = Stream.generate(this::provision).limit(60).toList();
        node.pull.drain();
        assertThat(rest.calls()).hasSizeLessThan(60);
        int calls = rest.calls().size();
        assertThat(node.inRequest.sync(made.getFirst().id()).steps().getLast().why())
                .contains("circuit breaker open");
        assertThat(rest.calls()).hasSize(calls);

        rest.failWith(null);
        for (int second = 0; second < 60; second++) {
            fixture.clock.advance(Duration.ofSeconds(1));
            node.pull.drain();
        }

        assertThat(made).allSatisfy(one -> assertThat(onServer(one).enabled()).isTrue());
    }

    @Test
    void a_secret_that_cannot_be_opened_fails_alone() {
        SyncNode node = new SyncNode(fixture, rest);
        Credential broken = provision();
        Credential sound = provision();
        fixture.jdbc.update(
                "UPDATE sip_credential SET secret = ? WHERE id = ?",
                new byte[40],
                broken.id().value());

        node.pull.drain();

        assertThat(node.report(sound.id()).status()).isEqualTo(SyncStatus.SYNCED);
        assertThat(step(node.report(broken.id()), Name.ACCOUNT, "rest").state()).isEqualTo(State.FAILED);
    }

    @Test
    void an_account_that_was_made_by_an_answer_that_came_too_late_is_removed() {
        SyncNode node = new SyncNode(fixture, rest);
        Credential made = provision();
        rest.answerTooLate(true);
        node.inRequest.sync(made.id());
        rest.answerTooLate(false);

        lifecycle(node).become(CredentialStatus.REVOKED, made.id());

        assertThat(rest.account(aor(made))).isNull();
    }

    private WantedAccount onServer(Credential credential) {
        WantedAccount found = rest.account(aor(credential));
        assertThat(found).as("account on the server").isNotNull();
        return Objects.requireNonNull(found);
    }
}
