package dev.firstring.phone;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import dev.firstring.phone.NumberReading.Parsed;
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
    void no_text_makes_the_reader_throw(@ForAll String text, @ForAll("regions") String region) {
        assertThat(numbers.parse(text, region)).isNotNull();
        assertThat(numbers.parse(text, null)).isNotNull();
    }

    @Property
    void no_region_makes_the_reader_throw(@ForAll String region) {
        assertThat(numbers.parse("0612345678", region)).isNotNull();
    }

    @Property(tries = 5000)
    void the_canonical_form_reads_as_itself(@ForAll("typed") String text, @ForAll("regions") String region) {
        if (numbers.parse(text, region) instanceof Parsed(PhoneNumber number)) {
            assertThat(numbers.parse(number.e164(), null)).isEqualTo(new Parsed(number));
            assertThat(numbers.parse(number.e164().substring(1), null)).isEqualTo(new Parsed(number));
            assertThat(numbers.region(number)).isNotEmpty();
            assertThat(numbers.type(number)).isNotNull();
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
