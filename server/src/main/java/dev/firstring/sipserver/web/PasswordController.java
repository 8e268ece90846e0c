package dev.firstring.sipserver.web;

import dev.firstring.account.AccountId;
import dev.firstring.http.Answer;
import dev.firstring.http.ErrorCode;
import dev.firstring.http.NeverStored;
import dev.firstring.http.Problem;
import dev.firstring.http.Refuses;
import dev.firstring.sip.CredentialId;
import dev.firstring.sip.CredentialStatus;
import dev.firstring.sip.lifecycle.RegeneratePassword;
import dev.firstring.sip.web.StateProblem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Generates a new password for a credential of the caller. */
@RestController
@Tag(name = "SIP")
@RequestMapping({"/api/sip", "/api/v1/sip"})
final class PasswordController {

    private final RegeneratePassword regenerate;
    private final Clock clock;

    PasswordController(RegeneratePassword regenerate, Clock clock) {
        this.regenerate = regenerate;
        this.clock = clock;
    }

    /** The response; {@link #toString()} does not contain the password. */
    record NewPassword(String newPassword, String syncStatus, List<StepView> steps) {

        @Override
        public String toString() {
            return "NewPassword[" + syncStatus + "]";
        }
    }

    @Operation(
            operationId = "regeneratePassword",
            summary = "Generate a new password for a SIP credential",
            description = "The old password becomes invalid as soon as the SIP servers have the new one.")
    @Refuses({ErrorCode.CREDENTIAL_NOT_FOUND, ErrorCode.INVALID_STATE})
    @NeverStored
    @PostMapping("/credentials/{id}/regenerate-password")
    Answer<NewPassword> regenerate(AccountId account, @PathVariable String id) {
        Optional<CredentialId> credential = CredentialId.parse(id);
        if (credential.isEmpty()) {
            return Answer.refused(Problem.of(ErrorCode.CREDENTIAL_NOT_FOUND));
        }
        return switch (regenerate.regenerate(credential.get(), account, "owner", clock.instant())) {
            case RegeneratePassword.Regenerated done ->
                Answer.ok(
                        new NewPassword(
                                done.secret().reveal(), done.report().status().word(), StepView.of(done.report())),
                        "sip.regenerated");
            case RegeneratePassword.NotFound() -> Answer.refused(Problem.of(ErrorCode.CREDENTIAL_NOT_FOUND));
            case RegeneratePassword.NotAllowed(CredentialStatus status) -> StateProblem.of(status);
        };
    }
}
