package dev.firstring.messaging.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstring.messaging.Channel;
import dev.firstring.messaging.MessageSender;
import dev.firstring.messaging.OutgoingMessage;
import dev.firstring.messaging.SendOutcome.Reason;
import dev.firstring.messaging.outbox.SenderRoute.Misconfigured;
import dev.firstring.messaging.outbox.SenderRoute.Result.Declined;
import dev.firstring.messaging.outbox.SenderRoute.Result.Lost;
import dev.firstring.messaging.outbox.SenderRoute.Result.Taken;
import dev.firstring.phone.PhoneNumber;
import dev.firstring.phone.PhoneNumbers;
import dev.firstring.platform.Mode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.health.contributor.Status;

class SenderRouteTest {

    private static final OutgoingMessage MESSAGE = message("+33612345678");

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final FakeSender second = FakeSender.willing("second");

    @Test
    void the_first_sender_that_takes_the_message_ends_the_search() {
        FakeSender first = FakeSender.willing("first");

        assertThat(route(first, second).send(MESSAGE, () -> true)).isEqualTo(new Taken("first", "first-reference"));
        assertThat(second.given).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"UNAVAILABLE", "TRANSPORT_REFUSED"})
    void the_next_sender_is_asked_when_another_may_help(Reason reason) {
        assertThat(route(FakeSender.refusing("first", reason), second).send(MESSAGE, () -> true))
                .isEqualTo(new Taken("second", "second-reference"));
    }

    @ParameterizedTest
    @EnumSource(names = {"FRAUD_BLOCK", "NUMBER_REFUSED"})
    void no_other_sender_is_asked_when_none_may_help(Reason reason) {
        assertThat(route(FakeSender.refusing("first", reason), second).send(MESSAGE, () -> true))
                .isEqualTo(new Declined(reason, "first: as told"));
        assertThat(second.given).isEmpty();
    }

    @Test
    void a_sender_that_may_work_later_outweighs_one_that_never_will() {
        FakeSender away = FakeSender.refusing("first", Reason.UNAVAILABLE);
        FakeSender closed = FakeSender.refusing("second", Reason.TRANSPORT_REFUSED);

        assertThat(route(away, closed).send(MESSAGE, () -> true))
                .isEqualTo(new Declined(Reason.UNAVAILABLE, "first: as told"));
    }

    @Test
    void a_sender_that_breaks_is_an_unavailable_one() {
        FakeSender broken = FakeSender.doing("first", message -> {
            throw new IllegalStateException("broken");
        });

        assertThat(route(broken, second).send(MESSAGE, () -> true)).isEqualTo(new Taken("second", "second-reference"));
    }

    @Test
    void a_sender_is_asked_only_for_what_it_carries() {
        FakeSender voice = FakeSender.only("first", Channel.VOICE);

        assertThat(route(voice).send(MESSAGE, () -> true))
                .isEqualTo(new Declined(Reason.TRANSPORT_REFUSED, "no sender carries sms"));
        assertThat(voice.given).isEmpty();
    }

    @Test
    void no_sender_is_asked_once_the_message_is_another_nodes() {
        assertThat(route(second).send(MESSAGE, () -> false)).isEqualTo(new Lost());
        assertThat(second.given).isEmpty();
    }

    @Test
    void a_number_of_fiction_reaches_the_inbox_and_no_provider() {
        FakeSender inbox = FakeSender.willing("inbox");
        OutgoingMessage fiction = message("+447700900123");

        assertThat(route(Mode.DEVELOPMENT, null, second).send(fiction, () -> true))
                .isEqualTo(new Declined(Reason.NUMBER_REFUSED, "no sender carries sms to a number of fiction"));
        assertThat(route(Mode.DEVELOPMENT, null, second, inbox).send(fiction, () -> true))
                .isEqualTo(new Taken("inbox", "inbox-reference"));
        assertThat(second.given).isEmpty();
    }

    @Test
    void sends_are_counted_by_provider_and_outcome() {
        route(FakeSender.refusing("first", Reason.UNAVAILABLE), second).send(MESSAGE, () -> true);

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
        SenderRoute route = new SenderRoute(
                List.of(second, FakeSender.willing("inbox")),
                settings(null),
                Mode.DEVELOPMENT,
                new PhoneNumbers(),
                meters);

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
        assertThatThrownBy(() ->
                        new SenderRoute(List.of(second), settings(null), Mode.PRODUCTION, new PhoneNumbers(), meters))
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("Known here: second");
        assertThatThrownBy(() -> route(Mode.PRODUCTION, null, second, FakeSender.willing("inbox")))
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("must not contain inbox in production");
    }

    @Test
    void a_sender_that_is_not_set_up_is_refused_at_start() {
        assertThatThrownBy(() -> new SenderRoute(
                        List.of(second), settings(List.of("third")), Mode.PRODUCTION, new PhoneNumbers(), meters))
                .isInstanceOf(Misconfigured.class)
                .hasMessage("firstring.messaging.senders names third, which is not set up; known here: second.");
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
    void settings_out_of_bounds_are_refused_at_start() {
        assertThatThrownBy(() -> new OutboxSettings(null, Duration.ofSeconds(13), Duration.ofSeconds(5)))
                .hasMessageContaining("firstring.messaging.lease must be 6s to 12s");
        assertThatThrownBy(() -> new OutboxSettings(null, Duration.ofSeconds(5), Duration.ofSeconds(1)))
                .hasMessageContaining("firstring.messaging.lease");
        assertThatThrownBy(() -> new OutboxSettings(null, Duration.ofSeconds(8), Duration.ofSeconds(8)))
                .hasMessageContaining("firstring.messaging.request-budget");
        assertThatThrownBy(() -> new OutboxSettings(null, Duration.ofSeconds(8), Duration.ofMillis(99)))
                .hasMessageContaining("firstring.messaging.request-budget");
        assertThatThrownBy(() -> settings(List.of("one", "one"))).hasMessageContaining("each sender once");
    }

    private SenderRoute route(FakeSender... senders) {
        return route(Mode.PRODUCTION, null, senders);
    }

    /** @param wanted the setting; null for all senders in their order */
    private SenderRoute route(Mode mode, @Nullable List<String> wanted, FakeSender... senders) {
        List<String> names = wanted != null
                ? wanted
                : List.of(senders).stream().map(MessageSender::provider).toList();
        return new SenderRoute(List.of(senders), settings(names), mode, new PhoneNumbers(), meters);
    }

    private static OutboxSettings settings(@Nullable List<String> senders) {
        return new OutboxSettings(senders, Duration.ofSeconds(8), Duration.ofSeconds(5));
    }

    private static OutgoingMessage message(String number) {
        return new OutgoingMessage(
                UUID.randomUUID(), new PhoneNumber(number), Channel.SMS, Locale.ENGLISH, "Your code is 123456.");
    }
}
