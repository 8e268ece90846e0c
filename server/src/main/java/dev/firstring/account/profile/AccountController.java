package dev.firstring.account.profile;

import dev.firstring.account.AccountId;
import dev.firstring.account.DisplayName;
import dev.firstring.account.ownership.WaitingClaims;
import dev.firstring.account.token.TokenCookies;
import dev.firstring.http.Answer;
import dev.firstring.http.ErrorCode;
import dev.firstring.http.Problem;
import dev.firstring.phone.PhoneNumber;
import dev.firstring.phone.PhoneNumbers;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The caller's own account (spec/api.md, Account). If the account of a valid token no longer exists, the response is
 * the one for an invalid token.
 */
@RestController
@Tag(name = "Account")
@RequestMapping({"/api/account", "/api/v1/account"})
class AccountController {

    private final Profiles profiles;
    private final RenameAccount renameAccount;
    private final EraseAccount eraseAccount;
    private final WaitingClaims waiting;
    private final TokenCookies cookies;
    private final PhoneNumbers numbers;
    private final Clock clock;

    AccountController(
            Profiles profiles,
            RenameAccount renameAccount,
            EraseAccount eraseAccount,
            WaitingClaims waiting,
            TokenCookies cookies,
            PhoneNumbers numbers,
            Clock clock) {
        this.profiles = profiles;
        this.renameAccount = renameAccount;
        this.eraseAccount = eraseAccount;
        this.waiting = waiting;
        this.cookies = cookies;
        this.numbers = numbers;
        this.clock = clock;
    }

    @Schema(name = "RenameAccountRequest")
    record RenameRequest(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            String displayName) {}

    /** @param phoneNumber a number of the account, in E.164 with or without the plus sign */
    record RefuseMoveRequest(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            String phoneNumber) {}

    @Operation(
            operationId = "readAccount",
            summary = "Read the caller's account",
            description = "The name and the numbers of the signed-in account.")
    @GetMapping
    Answer<ProfileView> show(AccountId account) {
        return answer(profiles.find(account), "account.shown");
    }

    @Operation(
            operationId = "renameAccount",
            summary = "Change the display name of the account",
            description = "Changes the display name of the account.")
    @PatchMapping
    Answer<ProfileView> rename(AccountId account, @RequestBody RenameRequest request) {
        if (request.displayName() == null) {
            return refuse("field.required");
        }
        Optional<DisplayName> name = DisplayName.parse(request.displayName());
        return name.isPresent()
                ? answer(renameAccount.rename(account, name.get()), "account.renamed")
                : refuse("field.invalid");
    }

    /** Refuses the pending move of a number. The response does not reveal whether a move is pending. */
    @Operation(
            operationId = "refuseNumberMove",
            summary = "Refuse the move of a number to another account",
            description = "Keeps a number of the account after another device verified it. The response does not reveal"
                    + " whether a move is pending.")
    @PostMapping("/numbers/refuse-move")
    Answer<ProfileView> refuseMove(AccountId account, @RequestBody RefuseMoveRequest request) {
        String text = request.phoneNumber() == null ? "" : request.phoneNumber();
        Optional<PhoneNumber> number = numbers.parseKnown(text);
        if (number.isEmpty()) {
            return Answer.refused(Problem.validation(
                    List.of(Problem.Violation.of("phoneNumber", text.isBlank() ? "field.required" : "field.invalid"))));
        }
        waiting.refuse(account, number.get(), clock.instant());
        return answer(profiles.find(account), "account.move-refused");
    }

    @Operation(
            operationId = "deleteAccount",
            summary = "Delete the account",
            description = "Erases the account and ends its sign-ins; its SIP credentials are revoked.")
    @DeleteMapping
    Answer<Void> delete(AccountId account) {
        if (!eraseAccount.erase(account)) {
            return Answer.refused(Problem.of(ErrorCode.INVALID_TOKEN));
        }
        Answer<Void> answer = Answer.ok(null, "account.deleted");
        for (String cookie : cookies.clear()) {
            answer = answer.header(HttpHeaders.SET_COOKIE, cookie);
        }
        return answer;
    }

    private Answer<ProfileView> answer(Optional<Profile> profile, String messageKey) {
        return profile.isPresent()
                ? Answer.ok(ProfileView.of(profile.get(), clock.instant()), messageKey)
                : Answer.refused(Problem.of(ErrorCode.INVALID_TOKEN));
    }

    private static Answer<ProfileView> refuse(String messageKey) {
        return Answer.refused(Problem.validation(List.of(Problem.Violation.of("displayName", messageKey))));
    }

    /** An account as returned by the API. */
    record ProfileView(String id, @Nullable String displayName, List<NumberView> phoneNumbers, Instant createdAt) {

        /**
         * A number of the account.
         *
         * @param verifiedRecently whether it was verified within the last 24 hours
         * @param moveWanted the pending claim of another client; null if there is none
         */
        record NumberView(
                String phoneNumber,
                Instant verifiedAt,
                boolean verifiedRecently,
                @Nullable MoveView moveWanted) {}

        /**
         * A verification of the number by a device that is not bound to the account.
         *
         * @param movesAt when the number can move, unless the account is used or refuses before
         */
        record MoveView(Instant provedAt, Instant movesAt) {}

        static ProfileView of(Profile profile, Instant now) {
            return new ProfileView(
                    profile.id().toString(),
                    profile.displayName() == null ? null : profile.displayName().value(),
                    profile.numbers().stream()
                            .map(held -> new NumberView(
                                    held.number().e164(),
                                    held.verifiedAt(),
                                    held.verifiedRecently(now),
                                    profile.waitingFor(held.number())
                                            .map(claim -> new MoveView(claim.claimedAt(), claim.movesAt()))
                                            .orElse(null)))
                            .toList(),
                    profile.createdAt());
        }
    }
}
