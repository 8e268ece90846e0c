package dev.firstring.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.hostile.Operation.Field;
import dev.firstring.hostile.TargetService.Login;
import dev.firstring.hostile.TargetService.Target;
import dev.firstring.http.Spelling;
import dev.firstring.testing.RunningService.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every field of every operation, in both spellings, with every kind of bad value. */
@ExtendWith(TargetService.class)
@Tag("slow")
class BadInputTest {

    private static Target target;
    private static Login login;

    @BeforeAll
    static void signUp(Target given) {
        target = given;
        login = given.signUp();
    }

    static Stream<Arguments> operations() {
        return Operation.all().stream()
                .flatMap(operation -> operation.sides().stream().map(side -> Arguments.of(operation, side)));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void every_bad_value_of_every_field_is_refused_in_the_right_shape(Operation operation, Spelling side) {
        List<String> wrong = new ArrayList<>();
        for (Field field : operation.fields()) {
            for (BadValue value : BadValue.of(field)) {
                Reply reply = send(operation, side, Map.of(field.name(), value.json()));
                List<String> faults = new ArrayList<>(Answers.faults(reply, side));
                judge(value, "/" + field.spelled(side), reply, faults);
                if (!faults.isEmpty()) {
                    wrong.add("%s, %s (%s): %s%n    %d %s"
                            .formatted(
                                    field.name(),
                                    value.name(),
                                    shortened(value.json()),
                                    faults,
                                    reply.status(),
                                    reply.body()));
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void all_fields_bad_at_once_are_refused_once(Operation operation, Spelling side) {
        Map<String, String> values = operation.fields().stream()
                .collect(java.util.stream.Collectors.toMap(Field::name, _ -> "\"\\u0000\\u202e\""));

        Reply reply = send(operation, side, values);

        assertThat(Answers.faults(reply, side)).isEmpty();
        assertThat(reply.status()).isBetween(400, 499);
        assertThat(Answers.pointers(reply)).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource(Spelling.class)
    void marks_that_come_along_with_a_copied_number_or_code_do_no_harm(Spelling side) {
        String number = "\u202a" + target.freshNumber() + "\u202c";
        Operation challenge = operation("/api/onboarding/challenge");
        Operation verify = operation("/api/onboarding/verify-otp");

        assertThat(send(challenge, side, Map.of("phoneNumber", "\"" + number + "\""))
                        .status())
                .isEqualTo(200);
        assertThat(send(verify, side, Map.of("otpCode", "\"\u2066123 456\u2069\\n\""))
                        .code())
                .isEqualTo("SESSION_NOT_FOUND");
    }

    private static Operation operation(String path) {
        return Operation.all().stream()
                .filter(operation -> operation.path().equals(path))
                .findFirst()
                .orElseThrow();
    }

    private static Reply send(Operation operation, Spelling side, Map<String, String> values) {
        List<String> headers = new ArrayList<>(List.of("X-Forwarded-For", target.freshAddress()));
        if (operation.signedIn()) {
            headers.addAll(List.of("Authorization", login.authorization()));
        }
        return target.service()
                .call(
                        operation.method(),
                        operation.path(side, login.credentialId()),
                        operation.body(side, values, target.freshNumber()),
                        headers.toArray(String[]::new));
    }

    private static void judge(BadValue value, String pointer, Reply reply, List<String> faults) {
        boolean named = reply.code().equals("VALIDATION_FAILED")
                && Answers.pointers(reply).contains(pointer);
        boolean holds = switch (value.verdict()) {
            case NAMED -> named;
            case REFUSED -> reply.status() >= 400 && (named || !reply.code().equals("VALIDATION_FAILED"));
            case MALFORMED -> reply.status() == 400 && reply.code().equals("MALFORMED_REQUEST");
            case FINE ->
                !Answers.pointers(reply).contains(pointer) && !reply.code().equals("MALFORMED_REQUEST");
            case ANY -> true;
        };
        if (!holds) {
            faults.add("not " + value.verdict());
        }
    }

    private static String shortened(String json) {
        return json.length() > 40 ? json.substring(0, 40) + "…" : json;
    }
}
