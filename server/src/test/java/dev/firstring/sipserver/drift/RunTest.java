package dev.firstring.sipserver.drift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.sip.Credential;
import dev.firstring.sip.CredentialStatus;
import dev.firstring.sipserver.Aor;
import dev.firstring.sipserver.SipServerFault.Kind;
import dev.firstring.sipserver.WantedAccount;
import dev.firstring.sipserver.drift.finding.DriftKind;
import dev.firstring.sipserver.drift.finding.DriftReport;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class RunTest extends RunFixture {

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
