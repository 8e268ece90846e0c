package dev.firstring.phone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.phone.PhoneNumbers.Reading.Parsed;
import dev.firstring.phone.PhoneNumbers.Reading.Reason;
import dev.firstring.phone.PhoneNumbers.Reading.Strange;
import dev.firstring.phone.PhoneNumbers.Reading.Unparsable;
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
        "+33612345678;phone-context=+33,U+003B SEMICOLON",
        "1-800-FLOWERS,U+0046 LATIN CAPITAL LETTER F",
        "+33\u000012345678,U+0000 NULL",
        "++33612345678,U+002B PLUS SIGN",
        "336+12345678,U+002B PLUS SIGN",
        "+336*12345678,U+002A ASTERISK",
        "\uD800,U+D800 HIGH SURROGATES D800",
        "Tel. +33612345678,U+0054 LATIN CAPITAL LETTER T",
        "+336123456\u0301 78,U+0301 COMBINING ACUTE ACCENT",
        "☎+33612345678,U+260E BLACK TELEPHONE",
        "tel:+33 6 12 34 5y 78,U+0079 LATIN SMALL LETTER Y"
    })
    void what_cannot_stand_in_a_number_is_named(String text, String character) {
        assertThat(numbers.parse(text, "FR")).isEqualTo(new Strange(character));
        assertThat(numbers.parse(text, null)).isEqualTo(new Strange(character));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u202D+33 6 12 34 56 78\u202C",
                "\u2068+33 6 12 34 56 78\u2069",
                "\u2066+33\u2069 6\u200B12\u200C34\u200D56\u206078",
                "+33\u202E612345678",
                "+33612345678\n",
                "\uFEFF+33\u00AD612345678",
                "+33\u2028612345678\u2029",
                "+3️⃣3️⃣ 6️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣8️⃣",
                "﹢33\u30FB6\uFF6512-34\u180656\uFE5878",
                "➕𝟛𝟛𝟞𝟙𝟚𝟛𝟜𝟝𝟞𝟟𝟠",
                "'+33612345678",
                "“+33612345678”",
                "[+33] {6} 12/34~56·78",
                "(+33) 6 12 34 56 78",
                "0033612345678",
                "00 33 (0)6 12 34 56 78",
                "tel:+33612345678",
                "TEL:+33-6.12(34)56-78",
                "\u202Atel:+33612345678\u202C",
                "tel://+33612345678",
                "tel:%2B33%206%2012345678",
                "tel:+33%E2%80%8B612345678",
                "tel:612345678;phone-context=+33",
                "tel:0612345678;phone-context=+33",
                "tel:+33612345678;phone-context=+44;tsp=example.com",
                "33612345678"
            })
    void a_number_is_read_however_it_was_pasted(String text) {
        Parsed number = new Parsed(new PhoneNumber("+33612345678"));
        assertThat(numbers.parse(text, null)).isEqualTo(number);
        assertThat(numbers.parse(text, "FR")).isEqualTo(number);
        assertThat(numbers.parse(text, "US")).isEqualTo(number);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tel:+33612345678;ext=5",
                "tel:+33612345678;isub=5",
                "tel:+33612345678;postd=p22",
                "+33612345678;ext=5",
                "+33612345678 ext. 5",
                "+33612345678 extension 5",
                "+33612345678x5",
                "+33612345678#5",
                "+33612345678,5",
                "+33612345678,,5#",
                "+33612345678 доб. 5"
            })
    void an_extension_is_refused_as_one(String text) {
        assertThat(numbers.parse(text, "FR")).isEqualTo(new Unparsable(Reason.EXTENSION));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2015550125",
                "(201) 555-0125",
                "201.555.0125",
                "0612345678",
                "06 12 34 56 78",
                "9512345678", // India, or a fixed line of Myanmar
                "612345678",
                "89121234567", // Russia with its 8
                "13812345678", // China
                "13105551234", // China, or Los Angeles
                "5512345678", // Mexico
                "4790612345", // Mexico, or Norway
                "011 33 6 12 34 56 78",
                "tel:0612345678",
                "tel:2015550125;phone-context=example.com"
            })
    void what_may_be_a_national_number_is_refused_without_a_region(String text) {
        assertThat(numbers.parse(text, null)).isEqualTo(new Unparsable(Reason.REGION_MISSING));
    }

    @ParameterizedTest
    @CsvSource({
        "33612345678,+33612345678",
        "4915112345678,+4915112345678",
        "447911123456,+447911123456",
        "12015550125,+12015550125",
        "919512345678,+919512345678",
        "8613812345678,+8613812345678",
        "5511987654321,+5511987654321",
        "33142345678,+33142345678"
    })
    void what_can_only_be_international_needs_no_plus_sign(String text, String e164) {
        assertThat(numbers.parse(text, null)).isEqualTo(new Parsed(new PhoneNumber(e164)));
    }

    @ParameterizedTest
    @CsvSource({
        "4915112345678,DE,+4915112345678",
        "49 151 12345678,de,+4915112345678",
        "49 (0)151 12345678,DE,+4915112345678",
        "004915112345678,DE,+4915112345678",
        "6281234567890,ID,+6281234567890",
        "62 812-3456-7890,ID,+6281234567890",
        "436641234567,AT,+436641234567",
        "5511987654321,BR,+5511987654321",
        "0055 11 98765 4321,BR,+5511987654321",
        "0015 55 11 98765 4321,BR,+5511987654321",
        "919123456789,IN,+919123456789",
        "9191234567,IN,+919191234567",
        "12025551234,US,+12025551234",
        "0011 61 491 570 156,AU,+61491570156",
        "298212345,PL,+48298212345"
    })
    void of_two_readings_the_one_that_can_receive_an_sms_wins(String text, String region, String e164) {
        assertThat(numbers.parse(text, region)).isEqualTo(new Parsed(new PhoneNumber(e164)));
    }

    @ParameterizedTest
    @CsvSource({
        "'',,EMPTY",
        "' ',,EMPTY",
        "+,,EMPTY",
        "06 12 34 56 78,XX,UNKNOWN_REGION",
        "06 12 34 56 78,'',UNKNOWN_REGION",
        "06 12 34 56 78,FRA,UNKNOWN_REGION",
        "0612345678,,REGION_MISSING",
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
        assertThat(number.isFictitious()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"+12125550200", "+12125550099", "+447700901000", "+33639970000", "+33612345678", "+61491570007"})
    void their_neighbours_are_not_fictitious(String e164) {
        assertThat(new PhoneNumber(e164).isFictitious()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "+33612345678,FR",
        "+447700900123,GB",
        "+12125550123,US",
        "+14165550123,CA",
        "+79161234567,RU",
        "+61491570006,AU",
        "+80012345678,001"
    })
    void a_number_has_a_region(String e164, String region) {
        assertThat(numbers.region(new PhoneNumber(e164))).isEqualTo(region);
    }
}
