package dev.firstring.phone.reading;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Old forms of numbers that live on in address books and stand for exactly one new number, so that both are one number
 * to this service (TEL-5, TEL-6). The rules are data, each with its date and its source. A rule holds only while its new
 * form can be a number and its old form can be none; forms that are valid beside each other for one phone are marked so.
 * Thread-safe if the predicate is.
 */
public final class Renumbering {

    private static final String FILE = "/dev/firstring/phone/renumbered.csv";
    private static final Pattern PART = Pattern.compile("(\\\\d|\\[[^]]+]|[0-9])(?:\\{([0-9]+)})?");
    private static final int COLUMNS = 8;
    private static final int LONGEST_KEY = 3;

    /** How the old form of a number stands today. */
    public enum Standing {
        /** Nobody can have it. */
        GONE,
        /** Some of the old range belongs to others today and is left alone. */
        PARTLY,
        /** It is still valid, for the same phone. */
        BESIDE
    }

    /**
     * A change of a numbering plan: in numbers that begin with {@code keep}, {@code old} became {@code now} before
     * {@code rest}.
     *
     * @param keep regular expression of the digits that stay in front, country code included where it stays
     * @param old digits; may be empty
     * @param now digits; may be empty
     * @param rest regular expression of the digits that stay behind
     * @param since when the new form came
     * @param standing how the old form stands today
     * @param source where the change is documented
     */
    public record Rule(
            String region,
            String keep,
            String old,
            String now,
            String rest,
            LocalDate since,
            Standing standing,
            String source) {

        /** One number in its old form, without the plus sign; all that a rule speaks of have as many digits. */
        public String former() {
            return sample(keep) + old + sample(rest);
        }

        private static String sample(String pattern) {
            StringBuilder digits = new StringBuilder();
            Matcher part = PART.matcher(pattern.replaceAll("\\(\\?:([^|)]*)[^)]*\\)", "$1"));
            while (part.find()) {
                String digit = part.group(1).replaceAll("^\\\\d|^\\[|]|-.*", "");
                digits.append((digit.isEmpty() ? "0" : digit.substring(0, 1))
                        .repeat(part.group(2) == null ? 1 : Integer.parseInt(part.group(2))));
            }
            return digits.toString();
        }

        Pattern before() {
            return Pattern.compile("\\+(" + keep + ")" + old + "(" + rest + ")");
        }

        Pattern after() {
            return Pattern.compile("\\+(" + keep + ")" + now + "(" + rest + ")");
        }
    }

    private record Change(Rule rule, Pattern from, String to) {

        Optional<String> of(String e164) {
            Matcher matcher = from.matcher(e164);
            return matcher.matches() ? Optional.of("+" + matcher.group(1) + to + matcher.group(2)) : Optional.empty();
        }
    }

    private final Predicate<String> valid;
    private final Map<String, List<Change>> forward = new HashMap<>();
    private final Map<String, List<Change>> back = new HashMap<>();

    private Renumbering(List<Rule> rules, Predicate<String> valid) {
        this.valid = valid;
        for (Rule rule : rules) {
            add(forward, rule.keep() + rule.old(), new Change(rule, rule.before(), rule.now()));
            add(back, rule.keep() + rule.now(), new Change(rule, rule.after(), rule.old()));
        }
    }

    /**
     * Knows the rules that the program ships.
     *
     * @param valid whether a number in E.164 can be in use by the plans of today
     */
    static Renumbering load(Predicate<String> valid) {
        return new Renumbering(rules(), valid);
    }

    /** The rules that the program ships. */
    public static List<Rule> rules() {
        try (InputStream in = Renumbering.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException("the table of renumbered plans is missing from the program");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .skip(1)
                    .map(Renumbering::rule)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The number of today for one in E.164; the same text if no rule applies. */
    public String today(String e164) {
        return changes(forward, e164)
                .filter(change -> change.rule().standing() == Standing.BESIDE || !valid.test(e164))
                .flatMap(change -> change.of(e164).stream())
                .filter(valid)
                .findFirst()
                .orElse(e164);
    }

    /** The forms that a number of today had before; what was never renumbered has none. */
    public List<String> former(String e164) {
        return changes(back, e164)
                .flatMap(change -> change.of(e164).stream())
                .filter(old -> today(old).equals(e164))
                .distinct()
                .toList();
    }

    private static Stream<Change> changes(Map<String, List<Change>> by, String e164) {
        return IntStream.rangeClosed(1, Math.min(LONGEST_KEY, e164.length() - 1))
                .mapToObj(length -> by.getOrDefault(e164.substring(1, length + 1), List.of()))
                .flatMap(List::stream);
    }

    /** By the digits that such a number is sure to begin with. */
    private static void add(Map<String, List<Change>> by, String begin, Change change) {
        String digits = begin.replaceFirst("\\D.*", "");
        String key = digits.substring(0, Math.min(LONGEST_KEY, digits.length()));
        by.computeIfAbsent(key, _ -> new ArrayList<>()).add(change);
    }

    private static Rule rule(String line) {
        String[] cells = line.split(",", COLUMNS);
        if (cells.length < COLUMNS) {
            throw new IllegalStateException("renumbered.csv: too few columns: " + line);
        }
        return new Rule(
                cells[0],
                cells[1],
                cells[2],
                cells[3],
                cells[4],
                LocalDate.parse(cells[5]),
                Standing.valueOf(cells[6].toUpperCase(Locale.ROOT)),
                cells[7]);
    }
}
