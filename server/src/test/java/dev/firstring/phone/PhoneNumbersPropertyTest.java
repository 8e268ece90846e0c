package dev.firstring.phone;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonenumber;
import com.google.i18n.phonenumbers.metadata.DefaultMetadataDependenciesProvider;
import dev.firstring.phone.PhoneNumbers.Reading.Parsed;
import dev.firstring.phone.PhoneNumbers.Reading.Reason;
import dev.firstring.phone.PhoneNumbers.Reading.Strange;
import dev.firstring.phone.PhoneNumbers.Reading.Unparsable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PhoneNumbersPropertyTest {

    private static final PhoneNumberUtil PLANS = PhoneNumberUtil.getInstance();

    private final PhoneNumbers numbers = new PhoneNumbers();

    @Property
    void every_text_is_a_number_or_told_why_it_is_none(@ForAll String text, @ForAll("regions") String region) {
        assertExplained(text, region, numbers.parse(text, region));
        assertExplained(text, null, numbers.parse(text, null));
    }

    @Property
    void digits_among_other_characters_are_a_number_or_told_why_they_are_none(
            @ForAll("pasted") String text, @ForAll("regions") String region) {
        assertExplained(text, region, numbers.parse(text, region));
        assertExplained(text, null, numbers.parse(text, null));
    }

    private static void assertExplained(String text, @Nullable String region, PhoneNumbers.Reading reading) {
        boolean digits = text.codePoints().anyMatch(Character::isDigit);
        switch (reading) {
            case Parsed(PhoneNumber number) -> {
                assertThat(digits).as(text).isTrue();
                assertThat(number.e164()).matches("\\+[1-9][0-9]{3,14}");
            }
            case Strange(String character) ->
                assertThat(text.codePoints().mapToObj("U+%04X"::formatted))
                        .contains(character.split(" ")[0]);
            case Unparsable(Reason reason) -> {
                assertThat(reason).isNotEqualTo(Reason.UNKNOWN_REGION);
                assertThat(reason == Reason.EMPTY && digits).as(text).isFalse();
                assertThat(reason == Reason.REGION_MISSING && region != null).isFalse();
                assertThat(reason == Reason.TOO_LONG
                                && text.length() <= PastedText.LONGEST
                                && text.codePoints().filter(Character::isDigit).count() < 5)
                        .as(text)
                        .isFalse();
            }
        }
    }

    @Property
    void a_region_that_does_not_exist_is_named_as_the_reason(@ForAll String region) {
        boolean exists = PLANS.getSupportedRegions().contains(region.toUpperCase(Locale.ROOT));

        assertThat(numbers.parse("0612345678", region).equals(new Unparsable(Reason.UNKNOWN_REGION)))
                .isEqualTo(!exists);
    }

    @Property(tries = 5000)
    void the_canonical_form_reads_as_itself(@ForAll("typed") String text, @ForAll("regions") String region) {
        if (numbers.parse(text, region) instanceof Parsed(PhoneNumber number)) {
            assertThat(numbers.parse(number.e164(), null)).isEqualTo(new Parsed(number));
            assertThat(numbers.parse(number.e164(), region)).isEqualTo(new Parsed(number));
            assertThat(numbers.parse("00" + number.e164().substring(1), null)).isEqualTo(new Parsed(number));
            assertThat(numbers.parse(number.e164().substring(1), null))
                    .isIn(new Parsed(number), new Unparsable(Reason.REGION_MISSING));
            assertThat(numbers.today(number)).isEqualTo(number);
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
        PhoneNumber number = numbers.today(new PhoneNumber(PLANS.format(example, PhoneNumberFormat.E164)));
        String fromAbroad = PLANS.format(example, PhoneNumberFormat.INTERNATIONAL);

        assertThat(numbers.parse(number.e164(), null)).isEqualTo(new Parsed(number));
        assertThat(numbers.parse(fromAbroad, null)).isEqualTo(new Parsed(number));
        assertThat(numbers.parse(PLANS.format(example, PhoneNumberFormat.RFC3966), null))
                .isEqualTo(new Parsed(number));
        assertThat(numbers.parse(PLANS.format(example, PhoneNumberFormat.NATIONAL), region))
                .isEqualTo(new Parsed(number));
    }

    /** Wherever it is dialled and however it is pasted: a mobile number is one number. */
    @Property(tries = 20_000)
    @Tag("slow")
    void every_spelling_of_a_mobile_number_in_its_region_is_that_mobile(
            @ForAll("mobiles") Mobile mobile,
            @ForAll("spellings") Spelling spelling,
            @ForAll("wrappings") String[] around) {
        String text = around[0] + spelling.of(mobile) + around[1];
        Assume.that(text.length() <= PastedText.LONGEST);

        assertThat(numbers.parse(text, mobile.region()))
                .as("%s, %s", text, mobile.region())
                .isEqualTo(new Parsed(mobile.number()));
    }

    record Mobile(String region, Phonenumber.PhoneNumber known, PhoneNumber number) {}

    enum Spelling {
        NATIONAL {
            @Override
            String of(Mobile mobile) {
                return PLANS.format(mobile.known(), PhoneNumberFormat.NATIONAL);
            }
        },
        NATIONAL_DIGITS {
            @Override
            String of(Mobile mobile) {
                return PhoneNumberUtil.normalizeDigitsOnly(NATIONAL.of(mobile));
            }
        },
        SIGNIFICANT {
            @Override
            String of(Mobile mobile) {
                return PLANS.getNationalSignificantNumber(mobile.known());
            }
        },
        CODE_WITHOUT_PLUS {
            @Override
            String of(Mobile mobile) {
                return E164.of(mobile).substring(1);
            }
        },
        E164 {
            @Override
            String of(Mobile mobile) {
                return PLANS.format(mobile.known(), PhoneNumberFormat.E164);
            }
        },
        INTERNATIONAL {
            @Override
            String of(Mobile mobile) {
                return PLANS.format(mobile.known(), PhoneNumberFormat.INTERNATIONAL);
            }
        },
        DOUBLE_ZERO {
            @Override
            String of(Mobile mobile) {
                return "00" + CODE_WITHOUT_PLUS.of(mobile);
            }
        },
        EXIT_CODE {
            @Override
            String of(Mobile mobile) {
                return exitCode(mobile.region()) + CODE_WITHOUT_PLUS.of(mobile);
            }
        },
        URI {
            @Override
            String of(Mobile mobile) {
                return PLANS.format(mobile.known(), PhoneNumberFormat.RFC3966);
            }
        };

        abstract String of(Mobile mobile);
    }

    /** What is dialled to call abroad; the first of several. */
    private static String exitCode(String region) {
        var data = DefaultMetadataDependenciesProvider.getInstance();
        String file = data.getPhoneNumberMetadataFileNameProvider().getFor(region);
        try (InputStream in = data.getMetadataLoader().loadMetadata(file)) {
            var plan = data.getMetadataParser().parse(in).iterator().next();
            String preferred = PhoneNumberUtil.normalizeDigitsOnly(plan.getPreferredInternationalPrefix());
            String code = preferred.isEmpty() ? plan.getInternationalPrefix() : preferred;
            return code.matches("[0-9]+") ? code : "00";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Provide
    Arbitrary<Mobile> mobiles() {
        List<Mobile> mobiles = new ArrayList<>();
        Random random = new Random(11);
        for (String region : new TreeSet<>(PLANS.getSupportedRegions())) {
            var example = PLANS.getExampleNumberForType(region, PhoneNumberType.MOBILE);
            for (int i = 0; example != null && i < 60; i++) {
                var drawn = i == 0 ? example : varied(example, random);
                PhoneNumberType type = PLANS.getNumberType(drawn);
                if ((type == PhoneNumberType.MOBILE || type == PhoneNumberType.FIXED_LINE_OR_MOBILE)
                        && PLANS.isValidNumberForRegion(drawn, region)) {
                    String e164 = PLANS.format(drawn, PhoneNumberFormat.E164);
                    mobiles.add(new Mobile(region, drawn, numbers.today(new PhoneNumber(e164))));
                }
            }
        }
        return Arbitraries.of(mobiles);
    }

    /** The same number with other digits from its third one on. */
    private static Phonenumber.PhoneNumber varied(Phonenumber.PhoneNumber example, Random random) {
        StringBuilder digits = new StringBuilder(Long.toString(example.getNationalNumber()));
        for (int at = 2; at < digits.length(); at++) {
            digits.setCharAt(at, (char) ('0' + random.nextInt(10)));
        }
        return new Phonenumber.PhoneNumber().mergeFrom(example).setNationalNumber(Long.parseLong(digits.toString()));
    }

    @Provide
    Arbitrary<Spelling> spellings() {
        return Arbitraries.of(Spelling.class);
    }

    @Provide
    Arbitrary<String[]> wrappings() {
        return Arbitraries.of(
                new String[] {"", ""},
                new String[] {"\u202D", "\u202C"},
                new String[] {"\u2068", "\u2069"},
                new String[] {"\uFEFF\u200E ", "\u200F\n"});
    }

    /** Every character that Unicode knows is read, dropped or named, wherever it stands, and alike in numbers and codes. */
    @Test
    @org.junit.jupiter.api.Tag("slow")
    void every_character_of_unicode_is_read_dropped_or_named() {
        for (int point = 0; point <= Character.MAX_CODE_POINT; point++) {
            String character = Character.toString(point);
            int type = Character.getType(point);
            boolean dropped = type == Character.FORMAT
                    || type == Character.SPACE_SEPARATOR
                    || type == Character.LINE_SEPARATOR
                    || type == Character.PARAGRAPH_SEPARATOR
                    || type == Character.DASH_PUNCTUATION;
            PastedText read = PastedText.read("12" + character + "34");
            if (Character.isDigit(point)) {
                assertThat(read).isEqualTo(new PastedText.Digits(false, "12" + Character.digit(point, 10) + "34"));
            } else if (dropped) {
                assertThat(read).isEqualTo(new PastedText.Digits(false, "1234"));
            } else if (read instanceof PastedText.Strange strange) {
                assertThat(strange.name()).matches("U\\+[0-9A-F]{4,6}( [ -~]+)?");
                assertThat(strange.point()).isEqualTo(point);
            }
        }
    }

    @Provide
    Arbitrary<String> pasted() {
        return Arbitraries.strings()
                .withChars("0123456789٠١٢٣+-.()/ \u00A0\u200E;=x")
                .ofMaxLength(PastedText.LONGEST + 2);
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
