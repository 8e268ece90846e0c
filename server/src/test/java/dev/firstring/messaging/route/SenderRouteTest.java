package dev.firstring.messaging.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstring.messaging.Channel;
import dev.firstring.messaging.MessageSender;
import dev.firstring.messaging.MessageSender.OutgoingMessage;
import dev.firstring.messaging.MessageSender.SendOutcome.Accepted;
import dev.firstring.messaging.MessageSender.SendOutcome.Reason;
import dev.firstring.messaging.route.SenderRoute.Result.Declined;
import dev.firstring.messaging.route.SenderRoute.Result.Lost;
import dev.firstring.messaging.route.SenderRoute.Result.Taken;
import dev.firstring.phone.PhoneNumber;
import dev.firstring.platform.Mode;
import dev.firstring.testing.SettableClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.health.contributor.Status;

class SenderRouteTest {

    private static final OutgoingMessage MESSAGE = message("+33612345678");

    private final SettableClock clock = new SettableClock();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final FakeSender second = FakeSender.willing("second");

    @Test
    void the_first_sender_that_takes_the_message_ends_the_search() {
        FakeSender first = FakeSender.willing("first");

        assertThat(route(first, second).send(MESSAGE, List.of(), ask -> true))
                .isEqualTo(new Taken("first", "first-reference", null, List.of()));
        assertThat(second.given).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"UNAVAILABLE", "TRANSPORT_REFUSED"})
    void the_next_sender_is_asked_when_another_may_help(Reason reason) {
        assertThat(route(FakeSender.refusing("first", reason), second).send(MESSAGE, List.of(), ask -> true))
                .isEqualTo(new Taken("second", "second-reference", null, List.of("first")));
    }

    @ParameterizedTest
    @EnumSource(names = {"FRAUD_BLOCK", "NUMBER_REFUSED"})
    void no_other_sender_is_asked_when_none_may_help(Reason reason) {
        assertThat(route(FakeSender.refusing("first", reason), second).send(MESSAGE, List.of(), ask -> true))
                .isEqualTo(new Declined(reason, "first: as told", List.of("first")));
        assertThat(second.given).isEmpty();
    }

    @Test
    void a_sender_that_may_work_later_outweighs_one_that_never_will() {
        FakeSender away = FakeSender.refusing("first", Reason.UNAVAILABLE);
        FakeSender closed = FakeSender.refusing("second", Reason.TRANSPORT_REFUSED);

        assertThat(route(away, closed).send(MESSAGE, List.of(), ask -> true))
                .isEqualTo(new Declined(Reason.UNAVAILABLE, "first: as told", List.of("first", "second")));
    }

    @Test
    void a_sender_that_breaks_is_an_unavailable_one() {
        FakeSender broken = FakeSender.doing("first", message -> {
            throw new IllegalStateException("broken");
        });

        assertThat(route(broken, second).send(MESSAGE, List.of(), ask -> true))
                .isEqualTo(new Taken("second", "second-reference", null, List.of("first")));
    }

    @Test
    void a_sender_is_asked_only_for_what_it_carries() {
        FakeSender voice = FakeSender.only("first", Channel.VOICE);

        assertThat(route(voice).send(MESSAGE, List.of(), ask -> true))
                .isEqualTo(new Declined(Reason.TRANSPORT_REFUSED, "no sender carries sms", List.of()));
        assertThat(voice.given).isEmpty();
    }

    @Test
    void no_sender_is_asked_once_the_message_is_another_nodes() {
        assertThat(route(second).send(MESSAGE, List.of(), ask -> false)).isEqualTo(new Lost(List.of()));
        assertThat(second.given).isEmpty();
    }

    @Test
    void a_number_of_fiction_reaches_the_inbox_and_no_provider() {
        FakeSender inbox = FakeSender.willing("inbox");
        OutgoingMessage fiction = message("+447700900123");

        assertThat(route(Mode.DEVELOPMENT, null, second).send(fiction, List.of(), ask -> true))
                .isEqualTo(
                        new Declined(Reason.NUMBER_REFUSED, "no sender carries sms to a number of fiction", List.of()));
        assertThat(route(Mode.DEVELOPMENT, null, second, inbox).send(fiction, List.of(), ask -> true))
                .isEqualTo(new Taken("inbox", "inbox-reference", null, List.of()));
        assertThat(second.given).isEmpty();
    }

    @Test
    void sends_are_counted_by_provider_and_outcome() {
        route(FakeSender.refusing("first", Reason.UNAVAILABLE), second).send(MESSAGE, List.of(), ask -> true);

        assertThat(meters.get("firstring.message.send")
                        .tags("provider", "first", "channel", "sms", "outcome", "unavailable")
                        .timer()
                        .count())
                .isEqualTo(1);
        assertThat(meters.get("firstring.message.send")
                        .tags("provider", "second", "channel", "sms", "outcome", "accepted")
                        .timer()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void development_has_the_inbox_by_default_and_nothing_else() {
        SenderRoute route =
                Routes.of(Mode.DEVELOPMENT, Routes.inOrder(null), clock, meters, second, FakeSender.willing("inbox"));

        assertThat(route.providers()).containsExactly("inbox");
        assertThat(route.inboxOnly()).isTrue();
        assertThat(route(second).inboxOnly()).isFalse();
        assertThat(route(Mode.DEVELOPMENT, List.of()).inboxOnly()).isFalse();
    }

    @Test
    void production_refuses_to_start_without_a_sender_or_with_the_inbox() {
        assertThatThrownBy(() -> route(Mode.PRODUCTION, List.of()))
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("firstring.messaging.senders names no sender");
        assertThatThrownBy(() -> Routes.of(Mode.PRODUCTION, Routes.inOrder(null), clock, meters, second))
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("Known here: second");
        assertThatThrownBy(() -> route(Mode.PRODUCTION, null, second, FakeSender.willing("inbox")))
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("must not contain inbox in production");
    }

    @Test
    void a_sender_that_is_not_set_up_is_refused_at_start() {
        assertThatThrownBy(() -> route(Mode.PRODUCTION, List.of("third"), second))
                .isInstanceOf(Misconfigured.class)
                .hasMessage(
                        "firstring.messaging.senders or .routes names third, which is not set up; known here: second.");
    }

    @Test
    void without_a_sender_the_service_is_not_ready() {
        assertThat(new SendersHealthIndicator(route(Mode.DEVELOPMENT, List.of()))
                        .health()
                        .getStatus())
                .isEqualTo(Status.DOWN);
        assertThat(new SendersHealthIndicator(route(second)).health().getStatus())
                .isEqualTo(Status.UP);
    }

    @Test
    void senders_that_failed_before_in_the_session_are_asked_last() {
        FakeSender first = FakeSender.willing("first");

        assertThat(route(first, second).send(MESSAGE, List.of("first"), ask -> true))
                .isEqualTo(new Taken("second", "second-reference", null, List.of()));
        assertThat(first.given).isEmpty();
    }

    @Test
    void a_sender_that_fails_too_often_is_left_alone_for_a_while() {
        FakeSender first = FakeSender.refusing("first", Reason.UNAVAILABLE);
        SenderRoute route = route(first, second);

        for (int i = 0; i < 30; i++) {
            assertThat(route.send(MESSAGE, List.of(), ask -> true)).isInstanceOf(Taken.class);
        }
        assertThat(first.given).hasSize(20);
        assertThat(breakerOfFirst("open")).isEqualTo(1);

        clock.advance(Duration.ofSeconds(11));
        route.send(MESSAGE, List.of(), ask -> true);
        assertThat(first.given).hasSize(21);
        assertThat(breakerOfFirst("open")).isZero();
    }

    private double breakerOfFirst(String state) {
        return meters.get("resilience4j.circuitbreaker.state")
                .tags("guards", "provider", "name", "first", "state", state)
                .gauge()
                .value();
    }

    @Test
    void a_sender_gets_no_more_messages_at_once_than_it_may() {
        AtomicReference<SenderRoute> route = new AtomicReference<>();
        FakeSender first = FakeSender.doing("first", message -> {
            route.get().send(MESSAGE, List.of(), ask -> true);
            return new Accepted("reference");
        });
        route.set(route(first, second));

        route.get().send(MESSAGE, List.of(), ask -> true);

        assertThat(first.given).hasSize(Routes.GUARD.atOnce());
        assertThat(second.given).hasSize(1);
        assertThat(meters.get("resilience4j.bulkhead.available.concurrent.calls")
                        .tags("guards", "provider", "name", "first")
                        .gauge()
                        .value())
                .isEqualTo(Routes.GUARD.atOnce());
    }

    @ParameterizedTest
    @EnumSource(names = {"FRAUD_BLOCK", "NUMBER_REFUSED", "TRANSPORT_REFUSED"})
    void a_sender_that_refuses_a_message_is_not_left_alone(Reason reason) {
        FakeSender first = FakeSender.refusing("first", reason);
        SenderRoute route = route(first);

        for (int i = 0; i < 100; i++) {
            route.send(MESSAGE, List.of(), ask -> true);
        }
        assertThat(first.given).hasSize(100);
    }

    @Test
    void the_sender_id_is_that_of_the_country() {
        FakeSender first = FakeSender.willing("first");
        RoutingSettings settings = new RoutingSettings(List.of("first"), List.of(), Map.of(), Map.of("fr", "ACME FR"));
        SenderRoute route = Routes.of(Mode.PRODUCTION, settings, clock, meters, first);

        route.send(MESSAGE, List.of(), ask -> true);
        route.send(message("+12015550123"), List.of(), ask -> true);
        route.send(message("+4915112345678"), List.of(), ask -> true);
        assertThat(first.given).extracting(OutgoingMessage::senderId).containsExactly("ACME FR", null);
    }

    private SenderRoute route(FakeSender... senders) {
        return route(Mode.PRODUCTION, null, senders);
    }

    /** @param wanted the setting; null for all senders in their order */
    private SenderRoute route(Mode mode, @Nullable List<String> wanted, FakeSender... senders) {
        List<String> names = wanted != null
                ? wanted
                : List.of(senders).stream().map(MessageSender::provider).toList();
        return Routes.of(mode, Routes.inOrder(names), clock, meters, senders);
    }

    private static OutgoingMessage message(String number) {
        return new OutgoingMessage(
                UUID.randomUUID(), new PhoneNumber(number), Channel.SMS, Locale.ENGLISH, "Your code is 123456.");
    }
}
