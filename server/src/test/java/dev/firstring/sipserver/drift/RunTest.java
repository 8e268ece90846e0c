package dev.firstring.sipserver.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.firstring.account.DisplayName;
import dev.firstring.sip.Credential;
import dev.firstring.sip.CredentialStatus;
import dev.firstring.sip.SipFixture;
import dev.firstring.sipserver.Aor;
import dev.firstring.sipserver.Capability;
import dev.firstring.sipserver.MemoryServer;
import dev.firstring.sipserver.SipServerFault.Kind;
import dev.firstring.sipserver.WantedAccount;
import dev.firstring.sipserver.drift.StartCheckOutcome.Started;
import dev.firstring.sipserver.drift.StartCheckOutcome.UnderWay;
import dev.firstring.sipserver.drift.finding.DriftKind;
import dev.firstring.sipserver.drift.finding.DriftReport;
import dev.firstring.testing.Together;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
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
        List<StartCheckOutcome> outcomes =
                Together.run(8, index -> (index % 2 == 0 ? node : other).check.start("admin:test"));

        Started won = (Started)
                outcomes.stream().filter(Started.class::isInstance).findFirst().orElseThrow();
        assertThat(outcomes.stream().filter(Started.class::isInstance)).hasSize(1);
        assertThat(outcomes.stream().filter(UnderWay.class::isInstance))
                .hasSize(7)
                .containsOnly(new UnderWay(won.run()));
    }

    @Test
    void another_node_goes_on_at_the_last_checkpoint_once_the_lease_is_over() {
        people.many(450);
        Credential lost = people.synced();
        rest.lose(People.aor(lost));
        UUID run = node.start();

        diesAfter(2, page -> {
            if (page == 1) {
                fixture.clock.advance(DriftNode.SETTINGS.lease());
            }
        });
        assertThat(rest.count("accounts")).isEqualTo(2);

        other.resume();
        assertThat(other.runs.report(run).orElseThrow().ended()).isNull();
        fixture.clock.advance(DriftNode.SETTINGS.lease());
        other.resume();

        assertThat(rest.count("accounts")).isEqualTo(3);
        assertOnlyMissing(lost, run, 450 + 451);
    }

    @Test
    void what_a_node_did_after_its_last_checkpoint_is_done_again_and_found_once() {
        List<Credential> made = people.many(450);
        Credential lost = people.synced();
        rest.lose(People.aor(lost));
        rest.put(People.named(people.onServer(rest, made.getFirst()), new DisplayName("Somebody")));
        UUID run = node.start();

        diesAfter(3, page -> {});
        fixture.clock.advance(DriftNode.SETTINGS.lease());
        other.resume();

        assertThat(rest.count("accounts")).isEqualTo(3);
        DriftReport report = other.runs.report(run).orElseThrow();
        assertThat(other.found(report, DriftKind.WRONG_NAME)).containsExactly(People.aor(made.getFirst()));
        assertOnlyMissing(lost, run, 450 + 451);
    }

    @Test
    void a_node_that_dies_before_its_first_checkpoint_loses_no_more_than_its_time() {
        people.many(450);
        Credential lost = people.synced();
        rest.lose(People.aor(lost));
        UUID run = node.start();

        diesAfter(1, page -> {});
        fixture.clock.advance(DriftNode.SETTINGS.lease());
        other.resume();

        assertThat(rest.count("accounts")).isEqualTo(1 + 3);
        assertOnlyMissing(lost, run, 450 + 451);
    }

    @Test
    void a_node_that_dies_while_it_looks_for_missing_accounts_leaves_what_was_seen_to_the_next() {
        Credential lost = inOrder(people.many(1001)).getLast();
        rest.lose(People.aor(lost));
        UUID run = node.start();

        diesAfter(6, page -> {});
        assertThat(rest.count("accounts")).isEqualTo(5);
        fixture.clock.advance(DriftNode.SETTINGS.lease());
        other.resume();

        assertThat(rest.count("accounts")).isEqualTo(5);
        assertThat(rest.count("find")).isEqualTo(1);
        assertOnlyMissing(lost, run, 1000 + 1001);
        assertThat(fixture.jdbc.queryForObject("SELECT count(*) FROM drift_seen", Long.class))
                .isZero();
    }

    @Test
    void a_run_that_was_left_without_what_it_saw_begins_anew_with_the_server() {
        people.many(450);
        Credential lost = people.synced();
        rest.lose(People.aor(lost));
        UUID run = node.start();
        fixture.jdbc.update(
                "UPDATE drift_run SET position = '{\"server\": \"rest\", \"phase\": \"ACCOUNTS\", \"cursor\": \"400\"}'"
                        + " WHERE id = ?",
                run);

        other.resume();

        assertThat(rest.count("accounts")).isEqualTo(3);
        assertThat(rest.count("find")).isEqualTo(1);
        assertOnlyMissing(lost, run, 450 + 451);
    }

    private void diesAfter(int pages, IntConsumer eachPage) {
        AtomicInteger page = new AtomicInteger();
        Throwable death = catchThrowable(() -> node.check.resume(
                (server, compared) -> {
                    eachPage.accept(page.incrementAndGet());
                    if (page.get() == pages) {
                        throw new IllegalStateException("this node dies");
                    }
                },
                () -> true));
        assertThat(death).hasMessage("this node dies");
    }

    /** In the order of their ids, which are random within a millisecond. */
    private static List<Credential> inOrder(List<Credential> made) {
        return made.stream()
                .sorted(Comparator.comparing(one -> one.id().toString()))
                .toList();
    }

    private void assertOnlyMissing(Credential lost, UUID run, int compared) {
        DriftReport report = other.runs.report(run).orElseThrow();
        assertThat(report.ended()).isEqualTo(fixture.clock.instant());
        assertThat(report.failures()).isEmpty();
        assertThat(report.compared()).isEqualTo(compared);
        assertThat(other.found(report, DriftKind.MISSING)).containsExactly(People.aor(lost));
    }

    @Test
    void a_node_that_wakes_up_after_its_lease_keeps_nothing_and_ends_nothing() {
        people.many(250);
        Credential lost = people.synced();
        rest.lose(People.aor(lost));
        UUID run = node.start();
        AtomicInteger pages = new AtomicInteger();

        assertThat(node.check.resume(
                        (server, compared) -> {
                            if (pages.incrementAndGet() == 1) {
                                fixture.clock.advance(DriftNode.SETTINGS.lease().plusSeconds(1));
                                other.resume();
                            }
                        },
                        () -> true))
                .isEmpty();

        DriftReport report = node.runs.report(run).orElseThrow();
        assertThat(pages).hasValue(1);
        assertThat(report.compared()).isEqualTo(250 + 251);
        assertThat(node.found(report, DriftKind.MISSING)).containsExactly(People.aor(lost));
    }

    @Test
    void a_page_that_is_compared_twice_finds_nothing_twice() {
        Credential lost = people.synced();
        rest.lose(People.aor(lost));
        UUID run = node.start();
        node.resume();
        fixture.jdbc.update(
                "UPDATE drift_run SET ended_at = NULL, lease_until = '-infinity',"
                        + " position = '{\"server\": \"rest\", \"phase\": \"ACCOUNTS\", \"cursor\": \"\"}' WHERE id = ?",
                run);

        other.resume();

        assertThat(other.runs.report(run).orElseThrow().left()).isEqualTo(1);
    }

    @Test
    void a_node_that_stops_leaves_the_run_to_another_at_once() {
        people.many(3);
        UUID run = node.start();
        assertThat(node.check.resume(CheckDrift.Progress.IGNORED, () -> false)).isEmpty();

        other.resume();

        assertThat(other.runs.report(run).orElseThrow().clean()).isTrue();
    }

    @Test
    void accounts_that_come_and_go_while_pages_are_read_are_never_missing() {
        List<Credential> made = people.many(700);
        AtomicInteger pages = new AtomicInteger();
        node.start();

        node.check.resume(
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

        DriftReport report = node.runs.last().orElseThrow();
        assertThat(report.counts()).isEmpty();
        assertThat(rest.count("find")).isPositive();
    }

    @Test
    void a_list_that_grows_before_the_cursor_tells_some_twice_and_hides_nothing() {
        List<Credential> made = people.many(600);
        Credential lost = made.get(300);
        rest.lose(People.aor(lost));
        AtomicInteger foreign = new AtomicInteger();
        UUID run = node.start();

        node.check.resume(
                (server, compared) -> {
                    for (int i = 0; i < 3; i++) {
                        Aor first = new Aor("%04d".formatted(foreign.incrementAndGet()), "a.example.test");
                        rest.put(People.at(people.onServer(rest, made.getFirst()), first));
                    }
                },
                () -> true);

        DriftReport report = node.runs.report(run).orElseThrow();
        assertThat(node.found(report, DriftKind.MISSING)).containsExactly(People.aor(lost));
        assertThat(report.left()).isEqualTo(1);
        assertThat(rest.count("find")).as("the lost one, and those told twice").isGreaterThan(1);
    }

    @Test
    void a_server_that_is_being_filled_lacks_only_what_it_was_filled_with() {
        List<Credential> made = inOrder(people.many(400));
        Credential lost = made.get(100);
        rest.lose(People.aor(lost));
        made.subList(200, 400).forEach(one -> rest.lose(People.aor(one)));
        fixture.jdbc.update(
                "UPDATE sip_server SET fill_position = ? WHERE id = 'rest'",
                made.get(199).id().value());
        fixture.jdbc.update(
                "DELETE FROM sip_sync WHERE server_id = 'rest' AND credential_id > ?",
                made.get(199).id().value());
        node.start();

        node.check.resume(CheckDrift.Progress.IGNORED, () -> true);

        DriftReport report = node.runs.last().orElseThrow();
        assertThat(node.found(report, DriftKind.MISSING)).containsExactly(People.aor(lost));
        assertThat(rest.count("find")).isEqualTo(1);
    }

    @Test
    void a_server_that_goes_away_in_the_middle_is_noted_and_lacks_nothing() {
        people.many(450);
        Credential lost = people.synced();
        rest.lose(People.aor(lost));
        second.lose(People.aor(lost));
        AtomicInteger pages = new AtomicInteger();
        node.start();

        node.check.resume(
                (server, compared) -> {
                    if (pages.incrementAndGet() == 2) {
                        rest.failWith(Kind.SERVER_UNAVAILABLE);
                    }
                },
                () -> true);

        DriftReport report = node.runs.last().orElseThrow();
        assertThat(report.failures()).containsOnlyKeys("rest");
        assertThat(report.clean()).isFalse();
        assertThat(node.findings.page(report.run(), rest.id(), null, 0, 100)).isEmpty();
        assertThat(node.findings.page(report.run(), second.id(), DriftKind.MISSING, 0, 100))
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
        node.repair.repair(found.run(), "admin:test");
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
                        node.findings.page(report.run(), null, null, 0, 2),
                        page -> !page.isEmpty(),
                        page -> node.findings.page(
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
