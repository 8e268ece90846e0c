package dev.firstring.sipserver.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.firstring.account.DisplayName;
import dev.firstring.sip.Credential;
import dev.firstring.sipserver.drift.StartCheckOutcome.InProgress;
import dev.firstring.sipserver.drift.StartCheckOutcome.Started;
import dev.firstring.sipserver.drift.finding.DriftKind;
import dev.firstring.sipserver.drift.finding.DriftReport;
import dev.firstring.testing.Together;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Comparisons that a node begins and does not end. */
@Tag("slow")
class InterruptedRunTest extends RunFixture {

    @Test
    void of_two_nodes_that_begin_at_once_one_does() {
        List<StartCheckOutcome> outcomes =
                Together.run(8, index -> (index % 2 == 0 ? node : other).check.start("admin:test"));

        Started won = (Started)
                outcomes.stream().filter(Started.class::isInstance).findFirst().orElseThrow();
        assertThat(outcomes.stream().filter(Started.class::isInstance)).hasSize(1);
        assertThat(outcomes.stream().filter(InProgress.class::isInstance))
                .hasSize(7)
                .containsOnly(new InProgress(won.run()));
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
    void a_node_that_stops_leaves_the_run_to_another_at_once() {
        people.many(3);
        UUID run = node.start();
        assertThat(node.check.resume(CheckDrift.Progress.IGNORED, () -> false)).isEmpty();

        other.resume();

        assertThat(other.runs.report(run).orElseThrow().clean()).isTrue();
    }
}
