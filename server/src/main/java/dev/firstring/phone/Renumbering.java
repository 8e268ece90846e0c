package dev.firstring.phone;

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
 * Maps the old forms of renumbered numbers to their current form. Old forms remain in address books, and each stands
 * for exactly one new number, so that the service treats both as the same number (TEL-5, TEL-6). The rules are data,
 * each with its date and its source. A rule applies only if its new form is valid and its old form is not; a rule whose
 * two forms are valid at the same time, for the same phone, is marked as such. Thread-safe if the predicate is.
 */
public final class Renumbering {

    private static final String FILE = "/dev/firstring/phone/renumbered.csv";
    private static final Pattern PART = Pattern.compile("(\\\\d|\\[[^]]+]|[0-9])(?:\\{([0-9]+)})?");
    private static final int COLUMNS = 8;
    private static final int LONGEST_KEY = 3;

    /** The current status of an old form. */
    public enum Standing {
        /** The old form is no longer valid. */
        GONE,
        /** Part of the old range has been assigned to others and is not changed. */
        PARTLY,
        /** The old form is still valid, for the same phone. */
        BESIDE
    }

    /**
     * A change of a numbering plan: in numbers that begin with {@code keep}, {@code old} before {@code rest} became
     * {@code now}.
     *
     * @param keep regular expression of the unchanged leading digits, including the country code if it is unchanged
     * @param old digits; may be empty
     * @param now digits; may be empty
     * @param rest regular expression of the unchanged trailing digits
     * @param since when the new form was introduced
     * @param standing the current status of the old form
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

        /** An example of the old form, without the plus sign. All numbers of a rule have the same length. */
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
     * Loads the rules that ship with the program.
     *
     * @param valid whether a number in E.164 is valid in the current numbering plans
     */
    static Renumbering load(Predicate<String> valid) {
        return new Renumbering(rules(), valid);
    }

    /** The rules that ship with the program. */
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

    /** The current form of a number in E.164; the same text if no rule applies. */
    public String today(String e164) {
        return changes(forward, e164)
                .filter(change -> change.rule().standing() == Standing.BESIDE || !valid.test(e164))
                .flatMap(change -> change.of(e164).stream())
                .filter(valid)
                .findFirst()
                .orElse(e164);
    }

    /** The former forms of a current number; empty if it was never renumbered. */
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

    /** Indexes a change by the leading digits that all of its numbers share. */
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
