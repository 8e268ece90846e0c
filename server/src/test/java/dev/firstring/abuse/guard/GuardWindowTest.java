package dev.firstring.abuse.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class GuardWindowTest {

    private static final GuardSettings.Prefix BOUNDS = new GuardSettings.Prefix(20, 25, 60);

    @Test
    void below_the_floor_nothing_is_judged() {
        assertThat(of(19, 0, 0, 0).over()).isFalse();
        assertThat(of(20, 0, 0, 0).over()).isTrue();
    }

    @Test
    void the_share_is_compared_with_the_bound() {
        assertThat(of(20, 4, 0, 0).over()).isTrue();
        assertThat(of(20, 5, 0, 0).over()).isFalse();
        assertThat(of(1000, 700, 0, 0).over()).isFalse();
        assertThat(of(1000, 700, 0, 0).share()).isEqualTo(70);
    }

    @Test
    void fresh_sends_are_forgiven_up_to_the_floor_because_people_need_time_to_type() {
        GuardWindow.State morning = of(0, 0, 20, 0);
        assertThat(morning.judged()).isZero();
        assertThat(morning.over()).isFalse();

        assertThat(of(0, 0, 39, 0).over()).isFalse();
        assertThat(of(0, 0, 40, 0).over()).isTrue();
    }

    @Test
    void a_fresh_send_counts_for_the_good_as_soon_as_it_is_proved() {
        assertThat(of(20, 0, 10, 10).share()).isEqualTo(33);
        assertThat(of(20, 0, 10, 10).over()).isFalse();
    }

    @Test
    void honest_traffic_that_grows_from_nothing_is_never_over() {
        // A hundred people a bucket, seven of ten prove it, half of those at once and half with the next bucket.
        long sentBefore = 0;
        long verifiedBefore = 0;
        for (int bucket = 0; bucket < 36; bucket++) {
            for (int sent = 0; sent <= 100; sent++) {
                assertThat(of(sentBefore, verifiedBefore, sent, sent * 35 / 100).over())
                        .as("%d sends in bucket %d", sent, bucket)
                        .isFalse();
            }
            sentBefore += 100;
            verifiedBefore += 70;
        }
    }

    @Test
    void the_reaction_decides_what_a_bad_window_means() {
        assertThat(state(30, GuardSettings.Reaction.MONITOR).decision()).isEqualTo(GuardWindow.Decision.MONITOR);
        assertThat(state(30, GuardSettings.Reaction.CHALLENGE).decision()).isEqualTo(GuardWindow.Decision.CHALLENGE);
        assertThat(state(30, GuardSettings.Reaction.BLOCK).decision()).isEqualTo(GuardWindow.Decision.BLOCK);
        assertThat(state(10, GuardSettings.Reaction.BLOCK).decision()).isEqualTo(GuardWindow.Decision.ALLOW);
    }

    @Test
    void a_solved_challenge_raises_the_ceiling_and_never_removes_it() {
        assertThat(state(59, GuardSettings.Reaction.CHALLENGE).decision()).isEqualTo(GuardWindow.Decision.CHALLENGE);
        assertThat(state(60, GuardSettings.Reaction.CHALLENGE).decision()).isEqualTo(GuardWindow.Decision.BLOCK);
        assertThat(state(60, GuardSettings.Reaction.CHALLENGE).exhausted()).isTrue();
    }

    @Test
    void a_window_on_the_way_to_its_bound_is_near() {
        assertThat(of(10, 3, 0, 0).near()).isTrue();
        assertThat(of(10, 4, 0, 0).near()).isFalse();
        assertThat(of(9, 0, 0, 0).near()).isFalse();
        assertThat(of(30, 0, 0, 0).near()).isFalse();
    }

    @Test
    void more_proofs_than_sends_are_no_harm() {
        GuardWindow.State state = of(0, 5, 10, 10);
        assertThat(state.judged()).isEqualTo(15);
        assertThat(state.share()).isEqualTo(100);
        assertThat(state.counts().unverified()).isZero();
    }

    @Test
    void a_ceiling_that_leaves_no_room_for_challenges_is_refused() {
        assertThatThrownBy(() -> new GuardSettings.Prefix(20, 25, 39))
                .hasMessageContaining("firstring.guard.prefix.ceiling must be at least twice the floor, 40");
    }

    @Test
    void it_says_why_in_one_line() {
        assertThat(of(40, 2, 5, 0).why())
                .isEqualTo(
                        "45 sent, 2 verified, 40 judged: 5 % verified, bound 25 % from 20 on; 43 unproved, ceiling 60");
    }

    private static GuardWindow.State state(long sent, GuardSettings.Reaction reaction) {
        return new GuardWindow.State(
                new GuardWindow("FR", "+336123"), new GuardWindow.Counts(sent, 0, 0, 0, null), BOUNDS, reaction);
    }

    private static GuardWindow.State of(long sentSettled, long verifiedSettled, long sentRecent, long verifiedRecent) {
        return new GuardWindow.State(
                new GuardWindow("FR", "+336123"),
                new GuardWindow.Counts(sentSettled, verifiedSettled, sentRecent, verifiedRecent, null),
                BOUNDS,
                GuardSettings.Reaction.CHALLENGE);
    }
}
