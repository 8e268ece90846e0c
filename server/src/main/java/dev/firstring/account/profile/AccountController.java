package dev.firstring.account.profile;

import dev.firstring.account.AccountId;
import dev.firstring.account.DisplayName;
import dev.firstring.account.token.TokenCookies;
import dev.firstring.http.Answer;
import dev.firstring.http.ErrorCode;
import dev.firstring.http.Problem;
import dev.firstring.http.Violation;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The caller's own account (spec/api.md, Account). A token that outlived its account answers as an invalid one. */
@RestController
@RequestMapping({"/api/account", "/api/v1/account"})
class AccountController {

    private final Profiles profiles;
    private final RenameAccount renameAccount;
    private final EraseAccount eraseAccount;
    private final TokenCookies cookies;
    private final Clock clock;

    AccountController(
            Profiles profiles,
            RenameAccount renameAccount,
            EraseAccount eraseAccount,
            TokenCookies cookies,
            Clock clock) {
        this.profiles = profiles;
        this.renameAccount = renameAccount;
        this.eraseAccount = eraseAccount;
        this.cookies = cookies;
        this.clock = clock;
    }

    record RenameRequest(@Nullable String displayName) {}

    @GetMapping
    Answer<ProfileView> show(AccountId account) {
        return answer(profiles.find(account), "account.shown");
    }

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
        return Answer.refused(Problem.validation(List.of(Violation.of("displayName", messageKey))));
    }
}
