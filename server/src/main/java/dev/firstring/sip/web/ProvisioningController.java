package dev.firstring.sip.web;

import dev.firstring.account.AccountId;
import dev.firstring.account.DisplayName;
import dev.firstring.http.Answer;
import dev.firstring.http.ErrorCode;
import dev.firstring.http.NeverStored;
import dev.firstring.http.Problem;
import dev.firstring.http.Refuses;
import dev.firstring.phone.PhoneNumber;
import dev.firstring.phone.PhoneNumbers;
import dev.firstring.sip.CredentialStatus;
import dev.firstring.sip.Transport;
import dev.firstring.sip.credential.ProvisionCredential;
import dev.firstring.sip.credential.ProvisionOwnCredential;
import dev.firstring.sip.settings.ClientSettings;
import dev.firstring.sip.sync.CredentialSync;
import dev.firstring.sip.view.CredentialView;
import dev.firstring.sip.view.CredentialViews;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Provisions credentials for the caller. */
@RestController
@Tag(name = "SIP")
@RequestMapping({"/api/sip", "/api/v1/sip"})
public final class ProvisioningController {

    private static final String OWNER = "owner";

    private final ProvisionOwnCredential provision;
    private final CredentialSync sync;
    private final CredentialViews views;
    private final ClientSettings settings;
    private final PhoneNumbers numbers;
    private final Clock clock;

    ProvisioningController(
            ProvisionOwnCredential provision,
            CredentialSync sync,
            CredentialViews views,
            ClientSettings settings,
            PhoneNumbers numbers,
            Clock clock) {
        this.provision = provision;
        this.sync = sync;
        this.views = views;
        this.settings = settings;
        this.numbers = numbers;
        this.clock = clock;
    }

    @Operation(
            operationId = "provisionCredential",
            summary = "Provision a SIP credential for a number",
            description =
                    "Returns the credential for a verified number of the account; the existing one, if there is one.")
    @Refuses({
        ErrorCode.INVALID_PHONE_NUMBER,
        ErrorCode.NUMBER_NOT_VERIFIED,
        ErrorCode.INVALID_STATE,
        ErrorCode.QUOTA_EXCEEDED
    })
    @NeverStored
    @PostMapping("/credentials")
    Answer<CredentialView> provision(AccountId account, @RequestBody ProvisionRequest request) {
        List<Problem.Violation> violations = request.violations();
        if (!violations.isEmpty()) {
            return Answer.refused(Problem.validation(violations));
        }
        Optional<PhoneNumber> number = request.number(numbers);
        if (number.isEmpty()) {
            return Answer.refused(Problem.of(ErrorCode.INVALID_PHONE_NUMBER));
        }
        return switch (provision.provision(order(account, number.get(), request))) {
            case ProvisionOwnCredential.NumberNotVerified() ->
                Answer.refused(Problem.of(ErrorCode.NUMBER_NOT_VERIFIED));
            case ProvisionOwnCredential.Judged(ProvisionCredential.Outcome outcome) -> answer(outcome);
        };
    }

    private ProvisionCredential.Order order(AccountId account, PhoneNumber number, ProvisionRequest request) {
        return new ProvisionCredential.Order(
                account,
                number,
                DisplayName.parse(request.displayName()).orElse(null),
                request.deviceId(),
                request.transport().orElse(settings.transport()),
                OWNER,
                clock.instant());
    }

    private Answer<CredentialView> answer(ProvisionCredential.Outcome outcome) {
        return switch (outcome) {
            case ProvisionCredential.Provisioned provisioned ->
                Answer.ok(views.of(sync.sync(provisioned.credential()), provisioned.secret()), "sip.provisioned");
            case ProvisionCredential.Suspended ignored -> StateProblem.of(CredentialStatus.SUSPENDED);
            case ProvisionCredential.QuotaExceeded(int quota) ->
                Answer.refused(Problem.of(ErrorCode.QUOTA_EXCEEDED).with("quota", quota));
        };
    }

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
}
