package dev.firstring.phone;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import dev.firstring.phone.PhoneNumbers.Reading.Parsed;
import dev.firstring.phone.Renumbering.Rule;
import dev.firstring.phone.Renumbering.Standing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every row of the table of renumbered plans, against the numbering plans in use. */
@Tag("slow")
class RenumberingTest {

    private static final PhoneNumberUtil PLANS = PhoneNumberUtil.getInstance();
    private static final int SAMPLES = 300;
    private static final Pattern GROUP = Pattern.compile("(.*?)\\(\\?:(.*?)\\)(.*)");
    private static final Pattern PART = Pattern.compile("(\\\\d|\\[[^]]+]|\\d)(?:\\{(\\d+)})?");

    /** The digits that fit a part of a regular expression. */
    private static final Map<String, List<Character>> FITTING = new HashMap<>();

    private final PhoneNumbers numbers = new PhoneNumbers();

    static Stream<Rule> rules() {
        return Renumbering.rules().stream();
    }

    @ParameterizedTest
    @CsvSource({
        "+54 11 2345 6789,+54 9 11 2345 6789",
        "+54 341 5123456,+54 9 341 5123456",
        "+52 1 55 1234 5678,+52 55 1234 5678",
        "+55 11 8765-4321,+55 11 98765-4321",
        "+55 71 6865 4321,+55 71 96865 4321",
        "+225 07 12 34 56,+225 07 07 12 34 56",
        "+225 44 12 34 56,+225 05 44 12 34 56",
        "+225 53 12 34 56,+225 01 53 12 34 56",
        "+229 97 12 34 56,+229 01 97 12 34 56",
        "+84 168 123 4567,+84 38 123 4567",
        "+20 12 345 6789,+20 122 345 6789",
        "+241 06 03 12 34,+241 66 03 12 34",
        "+241 6 03 12 34,+241 66 03 12 34",
        "+237 77 12 34 56,+237 677 12 34 56",
        "+974 5319734,+974 55319734",
        "+230 7 12 34 56,+230 57 12 34 56",
        "+599 5 20 12 34,+1 721 520 1234"
    })
    void an_old_form_and_its_successor_are_one_number(String old, String today) {
        assertThat(numbers.parse(old, null)).isInstanceOf(Parsed.class).isEqualTo(numbers.parse(today, null));
    }

    @ParameterizedTest
    @CsvSource({
        "0168 123 4567,VN,+84381234567",
        "012 345 6789,EG,+201223456789",
        "(11) 8765-4321,BR,+5511987654321",
        "11 2345-6789,AR,+5491123456789",
        "011 15 2345-6789,AR,+5491123456789",
        "044 55 1234 5678,MX,+525512345678",
        "06 03 12 34,GA,+24166031234",
        "07 12 34 56,CI,+2250707123456"
    })
    void the_national_spelling_of_an_old_form_is_that_number_too(String text, String region, String e164) {
        assertThat(numbers.parse(text, region)).isEqualTo(new Parsed(new PhoneNumber(e164)));
    }

    @ParameterizedTest
    @CsvSource({
        "+54 9 11 2345 6789", // has its 9
        "+55 11 2345-6789", // a fixed line of São Paulo
        "+55 11 7865 4321", // trunking radio kept eight digits
        "+225 07 07 12 34 56",
        "+230 4012345", // a fixed line of Mauritius
        "+297 5601234" // Aruba, not Sint Maarten
    })
    void what_was_not_renumbered_stays_what_it_is(String text) {
        assertThat(numbers.parse(text, null))
                .isEqualTo(new Parsed(new PhoneNumber("+" + PhoneNumberUtil.normalizeDigitsOnly(text))));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void a_row_names_its_country_its_date_and_its_source(Rule rule) {
        assertThat(PLANS.getSupportedRegions()).contains(rule.region());
        assertThat(rule.since().getYear()).isBetween(1998, 2026);
        assertThat(rule.source()).hasSizeGreaterThan(20);
        assertThat(rule.old()).matches("[0-9]*");
        assertThat(rule.now()).matches("[0-9]*").isNotEqualTo(rule.old());
    }

    @ParameterizedTest
    @MethodSource("rules")
    void an_old_form_has_one_successor_that_can_be_in_use(Rule rule) {
        int applied = 0;
        for (Sample sample : samples(rule)) {
            PhoneNumber old = new PhoneNumber(sample.old());
            if (isValid(sample.old()) && rule.standing() != Standing.BESIDE) {
                assertThat(rule.standing()).as(sample.old()).isEqualTo(Standing.PARTLY);
                assertThat(numbers.today(old)).isEqualTo(old);
                continue;
            }
            if (!isValid(sample.now())) {
                assertThat(numbers.today(old)).isEqualTo(old);
                continue;
            }
            applied++;
            PhoneNumber today = numbers.today(old);
            assertThat(today.e164()).isEqualTo(sample.now());
            assertThat(numbers.today(today)).isEqualTo(today);
            assertThat(numbers.former(today)).contains(old);
        }
        assertThat(applied)
                .as("samples of " + rule.region() + " whose successor is valid")
                .isPositive();
    }

    @Test
    void no_two_rows_make_one_number_of_two_old_forms_that_were_two_phones() {
        List<Pattern> todays = Renumbering.rules().stream()
                .map(other -> Pattern.compile("\\+(" + other.keep() + ")" + other.now() + "(" + other.rest() + ")"))
                .toList();
        for (Rule rule : Renumbering.rules()) {
            for (Sample sample : samples(rule)) {
                if (!isValid(sample.now())) {
                    continue;
                }
                // What stays of a number in every form that it had.
                Set<String> subscribers = todays.stream()
                        .map(form -> form.matcher(sample.now()))
                        .filter(Matcher::matches)
                        .map(matcher -> matcher.group(1) + " " + matcher.group(2))
                        .collect(Collectors.toSet());
                assertThat(subscribers).as(sample.now()).hasSize(1);
            }
        }
    }

    private record Sample(String old, String now) {}

    /** Numbers that a row speaks of, drawn by its regular expressions. */
    private static List<Sample> samples(Rule rule) {
        Random random = new Random(7);
        Set<Sample> samples = new HashSet<>();
        List<String> keeps = strings(rule.keep(), random);
        for (int i = 0; i < SAMPLES; i++) {
            List<String> rests = strings(rule.rest(), random);
            String keep = keeps.get(random.nextInt(keeps.size()));
            String rest = rests.get(random.nextInt(rests.size()));
            samples.add(new Sample("+" + keep + rule.old() + rest, "+" + keep + rule.now() + rest));
        }
        return List.copyOf(samples);
    }

    /** One string for each alternative of a regular expression of digits, classes, counts and one level of groups. */
    private static List<String> strings(String pattern, Random random) {
        List<String> all = new ArrayList<>();
        var group = GROUP.matcher(pattern);
        List<String> flat = new ArrayList<>();
        if (group.matches()) {
            for (String alternative : group.group(2).split("\\|", -1)) {
                flat.add(group.group(1) + alternative + group.group(3));
            }
        } else {
            flat.add(pattern);
        }
        for (String one : flat) {
            StringBuilder drawn = new StringBuilder();
            var part = PART.matcher(one);
            while (part.find()) {
                int count = part.group(2) == null ? 1 : Integer.parseInt(part.group(2));
                for (int i = 0; i < count; i++) {
                    drawn.append(digit(part.group(1), random));
                }
            }
            assertThat(drawn.toString()).matches(pattern);
            all.add(drawn.toString());
        }
        return all;
    }

    private static char digit(String pattern, Random random) {
        List<Character> fitting = FITTING.computeIfAbsent(pattern, RenumberingTest::digits);
        return fitting.get(random.nextInt(fitting.size()));
    }

    private static List<Character> digits(String pattern) {
        List<Character> fitting = new ArrayList<>();
        for (char digit = '0'; digit <= '9'; digit++) {
            if (String.valueOf(digit).matches(pattern)) {
                fitting.add(digit);
            }
        }
        return fitting;
    }

    private static boolean isValid(String e164) {
        try {
            return PLANS.isValidNumber(PLANS.parse(e164, null));
        } catch (NumberParseException e) {
            return false;
        }
    }
}
