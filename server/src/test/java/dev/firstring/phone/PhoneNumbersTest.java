package dev.firstring.phone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.phone.NumberReading.Parsed;
import dev.firstring.phone.NumberReading.Reason;
import dev.firstring.phone.NumberReading.Unparsable;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneNumbersTest {

    private final PhoneNumbers numbers = new PhoneNumbers();

    @ParameterizedTest
    @CsvSource({
        "+33612345678,,+33612345678",
        "33612345678,,+33612345678",
        "33612345678,FR,+33612345678",
        "06 12 34 56 78,FR,+33612345678",
        "06.12.34.56.78,fr,+33612345678",
        "0033612345678,FR,+33612345678",
        "0033612345678,US,+33612345678",
        "01133612345678,US,+33612345678",
        "4915112345678,FR,+4915112345678",
        "+4915112345678,FR,+4915112345678",
        "(212) 555-1234,US,+12125551234",
        "+44 (0)7911 123456,,+447911123456",
        "+39 06 1234 5678,,+390612345678"
    })
    void a_number_is_read_as_people_write_it(String text, @Nullable String region, String e164) {
        assertThat(numbers.parse(text, region)).isEqualTo(new Parsed(new PhoneNumber(e164)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "＋３３６１２３４５６７８",
                "+٣٣٦١٢٣٤٥٦٧٨",
                "+۳۳۶۱۲۳۴۵۶۷۸",
                "\u202A+33\u00A06\u202F12\u201034\u201356\u201278\u202C"
            })
    void digits_and_separators_of_other_scripts_are_read(String text) {
        assertThat(numbers.parse(text, null)).isEqualTo(new Parsed(new PhoneNumber("+33612345678")));
    }

    @ParameterizedTest
    @CsvSource({
        "+5215512345678,+525512345678",
        "+54 11 15 2345-6789,+5491123456789",
        "+22997123456,+2290197123456",
        "+2250712345678,+2250712345678"
    })
    void an_old_form_is_the_number_of_today(String text, String e164) {
        assertThat(numbers.parse(text, null)).isEqualTo(new Parsed(new PhoneNumber(e164)));
    }

    @Test
    void an_old_form_is_known_in_its_national_spelling_too() {
        assertThat(numbers.parse("97 12 34 56", "BJ")).isEqualTo(new Parsed(new PhoneNumber("+2290197123456")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+33612345678;ext=5",
                "+33612345678 ext 5",
                "+33612345678x5",
                "+33612345678#5",
                "tel:+33612345678",
                "+33612345678;phone-context=+33",
                "1-800-FLOWERS",
                "+33\u000012345678",
                "+336123\u202E45678",
                "+33612345678\n",
                "+33612\u200B345678",
                "++33612345678",
                "336+12345678",
                "+33612345678,5",
                "+336*12345678",
                "\uD835\uDFF3+33612345678",
                "\uD800",
                "'; DROP TABLE account"
            })
    void anything_but_digits_and_punctuation_is_unreadable(String text) {
        assertThat(numbers.parse(text, "FR")).isEqualTo(new Unparsable(Reason.UNREADABLE));
    }

    @ParameterizedTest
    @CsvSource({
        "'',,EMPTY",
        "' ',,EMPTY",
        "+,,EMPTY",
        "06 12 34 56 78,XX,UNKNOWN_REGION",
        "06 12 34 56 78,'',UNKNOWN_REGION",
        "06 12 34 56 78,FRA,UNKNOWN_REGION",
        "0612345678,,UNKNOWN_COUNTRY",
        "+999123456789,,UNKNOWN_COUNTRY",
        "+0033612345678,,UNKNOWN_COUNTRY",
        "6,FR,TOO_SHORT",
        "00,FR,TOO_SHORT",
        "+3361234,,TOO_SHORT",
        "+33612345678901,,TOO_LONG",
        "+4912345678901234567,,TOO_LONG",
        "+33012345678,,NOT_VALID",
        "+12125550,,TOO_SHORT",
        "+10005551234,,NOT_VALID"
    })
    void what_is_no_number_is_refused_with_a_reason(String text, @Nullable String region, Reason reason) {
        assertThat(numbers.parse(text, region)).isEqualTo(new Unparsable(reason));
    }

    @Test
    void a_mistyped_national_number_is_not_taken_for_a_foreign_one() {
        assertThat(numbers.parse("4420794612", "US")).isNotInstanceOf(Parsed.class);
    }

    @Test
    void a_text_is_looked_at_up_to_64_characters_only() {
        String padded = " ".repeat(52) + "+33612345678";

        assertThat(numbers.parse(padded, null)).isInstanceOf(Parsed.class);
        assertThat(numbers.parse(" " + padded, null)).isEqualTo(new Unparsable(Reason.TOO_LONG));
        assertThat(numbers.parse("1".repeat(10_000_000), "FR")).isEqualTo(new Unparsable(Reason.TOO_LONG));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+12125550100",
                "+12125550199",
                "+14165550123",
                "+18005550199",
                "+447700900000",
                "+447700900999",
                "+441632960123",
                "+442079460123",
                "+441134960123",
                "+448081570123",
                "+33639980000",
                "+33639989999",
                "+33199001234",
                "+33261911234",
                "+33465711234",
                "+61491570006",
                "+61491579455",
                "+61255501234",
                "+61870101234"
            })
    void reserved_numbers_are_read_and_known_as_fictitious(String e164) {
        PhoneNumber number = new PhoneNumber(e164);

        assertThat(numbers.parse(e164, null)).isEqualTo(new Parsed(number));
        assertThat(numbers.isFictitious(number)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"+12125550200", "+12125550099", "+447700901000", "+33639970000", "+33612345678", "+61491570007"})
    void their_neighbours_are_not_fictitious(String e164) {
        assertThat(numbers.isFictitious(new PhoneNumber(e164))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "+33612345678,FR,Europe/Paris",
        "+447700900123,GB,Europe/London",
        "+12125550123,US,America/New_York",
        "+14165550123,CA,America/Toronto",
        "+79161234567,RU,Europe/Moscow",
        "+61491570006,AU,Australia/Sydney"
    })
    void a_number_has_a_region_and_a_main_time_zone(String e164, String region, String zone) {
        PhoneNumber number = new PhoneNumber(e164);

        assertThat(numbers.region(number)).isEqualTo(region);
        assertThat(numbers.mainTimeZone(number)).contains(ZoneId.of(zone));
    }

    @Test
    void a_number_of_no_country_has_no_time_zone() {
        PhoneNumber freephone = new PhoneNumber("+80012345678");

        assertThat(numbers.region(freephone)).isEqualTo("001");
        assertThat(numbers.mainTimeZone(freephone)).isEmpty();
    }

    @Test
    void every_region_with_numbers_has_a_time_zone() {
        for (String region :
                com.google.i18n.phonenumbers.PhoneNumberUtil.getInstance().getSupportedRegions()) {
            assertThat(dev.firstring.phone.reading.MainTimeZones.load().of(region))
                    .as(region)
                    .isPresent();
        }
    }

    @Test
    void the_version_of_the_numbering_plans_is_known() {
        assertThat(numbers.metadataVersion()).matches("[0-9]+\\.[0-9]+\\.[0-9]+");
    }
}
