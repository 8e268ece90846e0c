package dev.firstring.phone;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonenumber;
import dev.firstring.phone.NumberReading.Parsed;
import dev.firstring.phone.NumberReading.Reason;
import dev.firstring.phone.NumberReading.Unparsable;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class PhoneNumbersPropertyTest {

    private static final PhoneNumberUtil PLANS = PhoneNumberUtil.getInstance();

    private final PhoneNumbers numbers = new PhoneNumbers();

    @Property
    void a_text_without_a_digit_is_no_number_and_any_other_is_one_in_its_canonical_form_or_none(
            @ForAll String text, @ForAll("regions") String region) {
        for (NumberReading reading : List.of(numbers.parse(text, region), numbers.parse(text, null))) {
            switch (reading) {
                case Parsed(PhoneNumber number) -> {
                    assertThat(text.chars()).anyMatch(Character::isDigit);
                    assertThat(number.e164()).matches("\\+[1-9][0-9]{5,14}");
                }
                case Unparsable(Reason reason) -> assertThat(reason).isNotEqualTo(Reason.UNKNOWN_REGION);
            }
        }
    }

    @Property
    void a_national_number_needs_a_region_that_has_numbers(@ForAll("codes") String region) {
        boolean known = PLANS.getSupportedRegions().contains(region.toUpperCase(Locale.ROOT));

        NumberReading reading = numbers.parse("0612345678", region);

        assertThat(reading.equals(new Unparsable(Reason.UNKNOWN_REGION))).isEqualTo(!known);
    }

    @Property(tries = 5000)
    void the_canonical_form_reads_as_itself(@ForAll("typed") String text, @ForAll("regions") String region) {
        if (numbers.parse(text, region) instanceof Parsed(PhoneNumber number)) {
            assertThat(numbers.parse(number.e164(), null)).isEqualTo(new Parsed(number));
            assertThat(numbers.parse(number.e164().substring(1), null)).isEqualTo(new Parsed(number));
            assertThat(numbers.knowsRegion(numbers.region(number))).isTrue();
            assertThat(numbers.type(number).name())
                    .isEqualTo(PLANS.getNumberType(parsed(number)).name());
        }
    }

    @Property
    void every_spelling_of_a_country_s_example_is_the_same_number(
            @ForAll("regions") String region, @ForAll PhoneNumberType type) {
        var example = PLANS.getExampleNumberForType(region, type);
        // Canada's 310 numbers are valid and yet shorter than its plan allows; they are refused.
        Assume.that(example != null && PLANS.isPossibleNumberWithReason(example) == ValidationResult.IS_POSSIBLE);
        PhoneNumber number = new PhoneNumber(PLANS.format(example, PhoneNumberFormat.E164));
        String fromAbroad = PLANS.format(example, PhoneNumberFormat.INTERNATIONAL);
        String national = PLANS.format(example, PhoneNumberFormat.NATIONAL);

        assertThat(numbers.parse(number.e164(), null)).isEqualTo(new Parsed(number));
        assertThat(numbers.parse(fromAbroad, null)).isEqualTo(new Parsed(number));
        assertThat(numbers.parse(national, region)).isEqualTo(new Parsed(number));
        assertThat(numbers.type(number).name())
                .isEqualTo(PLANS.getNumberType(example).name());
    }

    private static Phonenumber.PhoneNumber parsed(PhoneNumber number) {
        try {
            return PLANS.parse(number.e164(), null);
        } catch (NumberParseException e) {
            throw new AssertionError(number.e164(), e);
        }
    }

    /** Any text, and codes that look like those of regions, in either case. */
    @Provide
    Arbitrary<String> codes() {
        return Arbitraries.oneOf(
                Arbitraries.strings(), Arbitraries.strings().alpha().ofLength(2), regions());
    }

    @Provide
    Arbitrary<String> regions() {
        return Arbitraries.of(PLANS.getSupportedRegions());
    }

    @Provide
    Arbitrary<String> typed() {
        Arbitrary<String> codes =
                Arbitraries.of(PLANS.getSupportedCallingCodes()).map(code -> "+" + code);
        Arbitrary<String> digits =
                Arbitraries.strings().numeric().ofMinLength(4).ofMaxLength(13);
        return Combinators.combine(Arbitraries.oneOf(codes, Arbitraries.of("", "0", "00", "1")), digits)
                .as(String::concat);
    }
}
