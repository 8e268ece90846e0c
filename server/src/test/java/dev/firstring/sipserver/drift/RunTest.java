package dev.firstring.sipserver.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.firstring.sip.Credential;
import dev.firstring.sip.CredentialStatus;
import dev.firstring.sip.SipFixture;
import dev.firstring.sipserver.Capability;
import dev.firstring.sipserver.MemoryServer;
import dev.firstring.sipserver.SipServerFault.Kind;
import dev.firstring.sipserver.WantedAccount;
import dev.firstring.sipserver.drift.StartOutcome.Started;
import dev.firstring.sipserver.drift.StartOutcome.UnderWay;
import dev.firstring.sipserver.drift.finding.DriftKind;
import dev.firstring.testing.Together;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RunTest {

    private final SipFixture fixture = new SipFixture();
    private final MemoryServer rest = new MemoryServer("rest", Capability.LISTS_ACCOUNTS, Capability.TELLS_HASHES);
    private final MemoryServer second = new MemoryServer("second", Capability.LISTS_ACCOUNTS);
    private final DriftNode node = new DriftNode(fixture, rest, second);
    private final DriftNode other = new DriftNode(fixture, rest, second);
    private final People people = new People(fixture, node);

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void of_two_nodes_that_begin_at_once_one_does() {
        List<StartOutcome> outcomes =
                Together.run(8, index -> (index % 2 == 0 ? node : other).check.start("admin:test"));

        Started won = (Started)
                outcomes.stream().filter(Started.class::isInstance).findFirst().orElseThrow();
        assertThat(outcomes.stream().filter(Started.class::isInstance)).hasSize(1);
        assertThat(outcomes.stream().filter(UnderWay.class::isInstance))
                .hasSize(7)
                .containsOnly(new UnderWay(won.run()));
    }

    @Test
    void another_node_goes_on_at_the_page_where_one_died_once_its_lease_is_over() {
        people.many(450);
        Credential lost = people.synced();
        rest.lose(People.aor(lost));
        UUID run = node.start();
        AtomicInteger pages = new AtomicInteger();

        Throwable death = catchThrowable(() -> node.check.goOn(
                (server, compared) -> {
                    if (pages.incrementAndGet() == 2) {
                        throw new IllegalStateException("this node dies");
                    }
                },
                () -> true));
        assertThat(death).hasMessage("this node dies");
        long listed = rest.count("accounts");
        assertThat(listed).isEqualTo(2);

        other.goOn();
        assertThat(other.reports.of(run).orElseThrow().ended()).isNull();
        fixture.clock.advance(DriftNode.SETTINGS.lease());
        other.goOn();

        assertThat(rest.count("accounts")).isEqualTo(3);
        DriftReport report = other.reports.of(run).orElseThrow();
        assertThat(report.ended()).isNotNull();
        assertThat(report.compared()).isEqualTo(450 + 451);
        assertThat(other.found(report, DriftKind.MISSING)).containsExactly(People.aor(lost));
    }

    @Test
    void a_node_that_wakes_up_after_its_lease_keeps_nothing_and_ends_nothing() {
        people.many(250);
        Credential lost = people.synced();
        rest.lose(People.aor(lost));
        UUID run = node.start();
        AtomicInteger pages = new AtomicInteger();

        assertThat(node.check.goOn(
                        (server, compared) -> {
                            if (pages.incrementAndGet() == 1) {
                                fixture.clock.advance(DriftNode.SETTINGS.lease().plusSeconds(1));
                                other.goOn();
                            }
                        },
                        () -> true))
                .isEmpty();

        DriftReport report = node.reports.of(run).orElseThrow();
        assertThat(pages).hasValue(1);
        assertThat(report.compared()).isEqualTo(250 + 251);
        assertThat(node.found(report, DriftKind.MISSING)).containsExactly(People.aor(lost));
    }

    @Test
    void a_page_that_is_compared_twice_finds_nothing_twice() {
        Credential lost = people.synced();
        rest.lose(People.aor(lost));
        UUID run = node.start();
        node.goOn();
        fixture.jdbc.update(
                "UPDATE drift_run SET ended_at = NULL, lease_until = '-infinity',"
                        + " position = '{\"server\": \"rest\", \"phase\": \"ACCOUNTS\", \"cursor\": \"\"}' WHERE id = ?",
                run);

        other.goOn();

        assertThat(other.reports.of(run).orElseThrow().left()).isEqualTo(1);
    }

    @Test
    void a_node_that_stops_leaves_the_run_to_another_at_once() {
        people.many(3);
        UUID run = node.start();
        assertThat(node.check.goOn(CheckProgress.NONE, () -> false)).isEmpty();

        other.goOn();

        assertThat(other.reports.of(run).orElseThrow().clean()).isTrue();
    }

    @Test
    void accounts_that_come_and_go_while_pages_are_read_are_never_missing() {
        List<Credential> made = people.many(700);
        AtomicInteger pages = new AtomicInteger();
        node.start();

        node.check.goOn(
                (server, compared) -> {
                    int page = pages.incrementAndGet();
                    if (page < 4) {
                        // The list gets shorter before the cursor: the next page skips some.
                        made.subList(20 * page, 20 * page + 20)
                                .forEach(one -> people.become(CredentialStatus.REVOKED, one));
                        people.many(5);
                    }
                },
                () -> true);

        DriftReport report = node.reports.last().orElseThrow();
        assertThat(report.counts()).isEmpty();
        assertThat(rest.count("find")).isPositive();
    }

    @Test
    void a_server_that_goes_away_in_the_middle_is_noted_and_lacks_nothing() {
        people.many(450);
        Credential lost = people.synced();
        rest.lose(People.aor(lost));
        second.lose(People.aor(lost));
        AtomicInteger pages = new AtomicInteger();
        node.start();

        node.check.goOn(
                (server, compared) -> {
                    if (pages.incrementAndGet() == 2) {
                        rest.failWith(Kind.SERVER_UNAVAILABLE);
                    }
                },
                () -> true);

        DriftReport report = node.reports.last().orElseThrow();
        assertThat(report.failures()).containsOnlyKeys("rest");
        assertThat(report.clean()).isFalse();
        assertThat(node.reports.findings(report.run(), rest.id(), null, 0, 100)).isEmpty();
        assertThat(node.reports.findings(report.run(), second.id(), DriftKind.MISSING, 0, 100))
                .hasSize(1);
    }

    @Test
    void a_server_restored_from_an_old_backup_is_healed() {
        List<Credential> made = people.many(30);
        List<WantedAccount> backup =
                made.stream().map(one -> people.onServer(rest, one)).toList();
        made.subList(0, 10).forEach(one -> people.become(CredentialStatus.REVOKED, one));
        made.subList(10, 20).forEach(one -> people.become(CredentialStatus.SUSPENDED, one));
        List<Credential> later = people.many(10);
        backup.forEach(rest::put);
        later.forEach(one -> rest.lose(People.aor(one)));

        DriftReport found = node.compare();
        assertThat(found.left()).isEqualTo(30);
        node.reconcile.repair(found.run(), "admin:test");
        node.sync.pull.drain();

        assertThat(node.compare().clean()).isTrue();
        assertThat(later)
                .allSatisfy(
                        one -> assertThat(people.onServer(rest, one).enabled()).isTrue());
        assertThat(made.subList(0, 10))
                .allSatisfy(one -> assertThat(rest.account(People.aor(one))).isNull());
    }

    @Test
    void a_server_that_was_never_brought_into_use_is_noted() {
        fixture.jdbc.update("UPDATE sip_server SET retired_at = now() WHERE id = 'rest'");

        assertThat(node.compare().failures()).containsOnlyKeys("rest");
    }

    @Test
    void findings_are_told_in_pages() {
        people.many(5).forEach(one -> rest.lose(People.aor(one)));
        DriftReport report = node.compare();

        List<Long> ids = Stream.iterate(
                        node.reports.findings(report.run(), null, null, 0, 2),
                        page -> !page.isEmpty(),
                        page -> node.reports.findings(
                                report.run(),
                                null,
                                null,
                                Objects.requireNonNull(page.getLast()).id(),
                                2))
                .flatMap(List::stream)
                .map(finding -> finding.id())
                .toList();

        assertThat(ids).hasSize(5).isSorted().doesNotHaveDuplicates();
        assertThat(Duration.between(report.started(), Objects.requireNonNull(report.ended())))
                .isZero();
    }
}
