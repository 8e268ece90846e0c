package dev.firstring.sip.web;

import dev.firstring.http.Problem;
import dev.firstring.phone.PhoneNumber;
import dev.firstring.phone.PhoneNumbers;
import dev.firstring.sip.Transport;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request for a credential.
 *
 * @param phoneNumber E.164, with or without the plus sign
 * @param displayName 1 to 100 characters
 * @param deviceId 1 to 200 printable ASCII characters
 * @param transportProtocol {@code UDP}, {@code TCP} or {@code TLS}
 */
record ProvisionRequest(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
        String phoneNumber,

        @Nullable String displayName,
        @Nullable String deviceId,
        @Nullable String transportProtocol) {

    private static final Pattern DEVICE_ID = Pattern.compile("[!-~]{1,200}");

    List<Problem.Violation> violations() {
        List<Problem.Violation> violations = new ArrayList<>();
        if (phoneNumber == null) {
            violations.add(Problem.Violation.of("phoneNumber", "field.required"));
        }
        if (displayName != null) {
            DisplayNameField.violation(displayName).ifPresent(violations::add);
        }
        if (deviceId != null && !DEVICE_ID.matcher(deviceId).matches()) {
            violations.add(Problem.Violation.of("deviceId", "field.pattern"));
        }
        if (transportProtocol != null && Transport.parse(transportProtocol).isEmpty()) {
            violations.add(Problem.Violation.of("transportProtocol", "field.choice", "UDP, TCP, TLS"));
        }
        return violations;
    }

    /** The transport; empty if the request does not specify one. */
    Optional<Transport> transport() {
        return Optional.ofNullable(transportProtocol).flatMap(Transport::parse);
    }

    /** The number as parsed by {@link PhoneNumbers}; empty if it is invalid. */
    Optional<PhoneNumber> number(PhoneNumbers numbers) {
        return numbers.parseKnown(phoneNumber == null ? "" : phoneNumber);
    }
}
