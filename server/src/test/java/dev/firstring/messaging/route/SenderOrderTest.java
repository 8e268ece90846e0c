package dev.firstring.messaging.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstring.messaging.Channel;
import dev.firstring.messaging.MessageSender;
import dev.firstring.messaging.route.RoutingSettings.Rule;
import dev.firstring.platform.Mode;
import dev.firstring.testing.SettableClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SenderOrderTest {

    @Test
    void the_first_rule_that_fits_country_and_channel_gives_the_order() {
        SenderOrder order = order(
                List.of("a", "b"),
                List.of(
                        new Rule(List.of("fr", "BE"), Channel.SMS, List.of("c", "a")),
                        new Rule(List.of("FR"), null, List.of("b")),
                        new Rule(List.of(), Channel.VOICE, List.of("c"))),
                Map.of());

        assertThat(names(order, "FR", Channel.SMS)).containsExactly("c", "a");
        assertThat(names(order, "BE", Channel.SMS)).containsExactly("c", "a");
        assertThat(names(order, "FR", Channel.VOICE)).containsExactly("b");
        assertThat(names(order, "DE", Channel.VOICE)).containsExactly("c");
        assertThat(names(order, "DE", Channel.SMS)).containsExactly("a", "b");
    }

    @Test
    void those_to_avoid_come_last_and_keep_their_order() {
        SenderOrder order = order(List.of("a", "b", "c"), List.of(), Map.of());

        assertThat(order.of("FR", Channel.SMS, List.of("a", "b", "unknown")))
                .extracting(MessageSender::provider)
                .containsExactly("c", "a", "b");
    }

    @Test
    void neighbours_with_weights_take_turns_in_proportion() {
        SenderOrder order = order(List.of("a", "b", "c"), List.of(), Map.of("a", 900, "b", 100));

        List<List<String>> drawn = IntStream.range(0, 10_000)
                .mapToObj(i -> names(order, "FR", Channel.SMS))
                .toList();

        assertThat(drawn).allMatch(names -> names.getLast().equals("c"));
        // 9000 expected, with a deviation of 30: a miss by 300 comes once in 10^23 runs.
        assertThat(drawn.stream().filter(names -> names.getFirst().equals("a")).count())
                .isBetween(8_700L, 9_300L);
    }

    @Test
    void two_providers_of_one_name_are_refused_at_start() {
        assertThatThrownBy(() -> senders("a", "a")).isInstanceOf(Misconfigured.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"FRA", "F", "f1", ""})
    void a_bad_country_is_refused_at_start(String country) {
        assertThatThrownBy(() -> new Rule(List.of(country), null, List.of("a"))).hasMessageContaining("two letters");
    }

    @Test
    void settings_out_of_bounds_are_refused_at_start() {
        assertThatThrownBy(() -> Routes.inOrder(List.of("one", "one"))).hasMessageContaining("each sender once");
        assertThatThrownBy(() -> new Rule(List.of(), null, List.of())).hasMessageContaining("must name a sender");
        assertThatThrownBy(() -> new RoutingSettings(null, List.of(), Map.of("a", 0), Map.of()))
                .hasMessageContaining("weights");
        assertThatThrownBy(() -> new RoutingSettings(null, List.of(), Map.of(), Map.of("FR", "TwelveLetters")))
                .hasMessageContaining("sender-ids");
        assertThatThrownBy(() -> new RoutingSettings(null, List.of(), Map.of(), Map.of("France", "Acme")))
                .hasMessageContaining("sender-ids");
    }

    private static List<String> names(SenderOrder order, String country, Channel channel) {
        return order.of(country, channel, List.of()).stream()
                .map(MessageSender::provider)
                .toList();
    }

    private static SenderOrder order(List<String> standard, List<Rule> rules, Map<String, Integer> weights) {
        return new SenderOrder(
                senders("a", "b", "c"),
                new RoutingSettings(standard, rules, weights, Map.of()),
                Mode.PRODUCTION,
                new SecureRandom());
    }

    private static Senders senders(String... names) {
        return new Senders(
                Stream.of(names).<MessageSender>map(FakeSender::willing).toList(),
                List.of(),
                Routes.GUARD,
                new SettableClock(),
                new SimpleMeterRegistry());
    }
}
