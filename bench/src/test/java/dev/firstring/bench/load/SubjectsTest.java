package dev.firstring.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SubjectsTest {

    private static final int MANY = 20_000;

    private final PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();

    @Test
    void every_number_is_one_that_a_mobile_phone_can_have() throws NumberParseException {
        Subjects subjects = new Subjects();

        for (int i = 0; i < MANY; i++) {
            String number = subjects.next().number();
            var parsed = numbers.parse(number, null);

            assertThat(numbers.isValidNumber(parsed)).as(number).isTrue();
            assertThat(numbers.getNumberType(parsed))
                    .as(number)
                    .isIn(PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE);
            assertThat(number).doesNotMatch("\\+1[0-9]{3}55501[0-9]{2}|\\+3363998[0-9]{4}");
        }
    }

    @Test
    void no_number_address_or_device_comes_twice() {
        Subjects subjects = new Subjects();
        Set<String> seen = new HashSet<>();

        for (int i = 0; i < MANY; i++) {
            Subject subject = subjects.next();

            assertThat(seen.add(subject.number())).as(subject.number()).isTrue();
            assertThat(seen.add(subject.address())).as(subject.address()).isTrue();
            assertThat(seen.add(subject.device())).as(subject.device()).isTrue();
        }
    }
}
