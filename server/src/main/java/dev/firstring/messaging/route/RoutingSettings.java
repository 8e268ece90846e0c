package dev.firstring.messaging.route;

import dev.firstring.messaging.Channel;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Who carries which messages.
 *
 * @param senders the providers in the order in which they are tried; default {@code inbox} in development, none in
 *     production, which refuses to start without one and with {@code inbox}
 * @param routes other orders for some countries or for one channel; the first that fits counts, and where none fits
 *     {@code senders} does
 * @param weights shares of traffic by provider, 1 to 1000; neighbours in an order that all have a weight are tried
 *     first at random, in proportion. Default none: the order as configured
 * @param senderIds the sender of an SMS, by country (ISO 3166, two letters): up to 11 letters, digits, spaces and
 *     dashes, or a number; for other countries the sender configured for the provider is used. Default none
 */
@Validated
@ConfigurationProperties("firstring.messaging")
public record RoutingSettings(
        @Nullable List<String> senders,
        @DefaultValue List<Rule> routes,
        @DefaultValue Map<String, Integer> weights,
        @DefaultValue Map<String, String> senderIds) {

    private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}|001");
    private static final Pattern SENDER_ID = Pattern.compile("(?=.*[A-Za-z])[A-Za-z0-9 -]{1,11}|\\+?[0-9]{3,15}");
    private static final int HEAVIEST = 1000;

    /**
     * An order for some messages.
     *
     * @param countries the countries of the numbers, as two letters (ISO 3166), or {@code 001} for numbers of no
     *     country; none is every country
     * @param channel {@code sms} or {@code voice}; none is both
     * @param senders the providers in the order in which they are tried; they need not be the same as in
     *     {@code firstring.messaging.senders}
     */
    public record Rule(
            @DefaultValue List<String> countries,
            @Nullable Channel channel,
            @DefaultValue List<String> senders) {

        public Rule {
            countries = countries.stream().map(RoutingSettings::country).toList();
            senders = once("firstring.messaging.routes[].senders", senders);
            if (senders.isEmpty()) {
                throw new IllegalArgumentException("firstring.messaging.routes[].senders must name a sender.");
            }
            if (!areCountries(countries)) {
                throw new IllegalArgumentException(
                        "firstring.messaging.routes[].countries must have two letters each, such as FR.");
            }
        }
    }

    public RoutingSettings {
        senders = senders == null ? null : once("firstring.messaging.senders", senders);
        routes = List.copyOf(routes);
        weights = Map.copyOf(weights);
        if (!weights.values().stream().allMatch(weight -> weight >= 1 && weight <= HEAVIEST)) {
            throw new IllegalArgumentException("firstring.messaging.weights must be 1 to 1000 each.");
        }
        Map<String, String> ids = new TreeMap<>();
        senderIds.forEach((country, id) -> ids.put(country(country), id));
        senderIds = Map.copyOf(ids);
        if (!areCountries(ids.keySet())
                || !ids.values().stream().allMatch(id -> SENDER_ID.matcher(id).matches())) {
            throw new IllegalArgumentException("firstring.messaging.sender-ids must give two-letter countries up to 11"
                    + " letters, digits, blanks and dashes, or a number.");
        }
    }

    private static boolean areCountries(Collection<String> texts) {
        return texts.stream().allMatch(text -> COUNTRY.matcher(text).matches());
    }

    private static String country(String text) {
        return text.toUpperCase(Locale.ROOT);
    }

    private static List<String> once(String setting, List<String> names) {
        if (Set.copyOf(names).size() < names.size()) {
            throw new IllegalArgumentException(setting + " must name each sender once.");
        }
        return List.copyOf(names);
    }
}
