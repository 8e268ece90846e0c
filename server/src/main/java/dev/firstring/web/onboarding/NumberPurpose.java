package dev.firstring.web.onboarding;

import dev.firstring.account.AccountId;
import dev.firstring.account.Caller;
import dev.firstring.account.ownership.HeldNumber;
import dev.firstring.account.profile.Profile;
import dev.firstring.account.profile.Profiles;
import dev.firstring.phone.PhoneNumber;
import dev.firstring.phone.PhoneNumbers;
import dev.firstring.sip.CredentialStatus;
import dev.firstring.sip.credential.ListCredentials;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the first page says to a signed-in user who changes or adds a number. Thread-safe. */
@Component
final class NumberPurpose {

    private final Purpose purposes;
    private final Profiles profiles;
    private final ListCredentials credentials;
    private final PhoneNumbers numbers;

    NumberPurpose(Purpose purposes, Profiles profiles, ListCredentials credentials, PhoneNumbers numbers) {
        this.purposes = purposes;
        this.profiles = profiles;
        this.credentials = credentials;
        this.numbers = numbers;
    }

    /**
     * Why the number is asked for.
     *
     * @param word {@code change} or {@code add}
     * @param old the number that ends, in international format; null if one is added
     * @param phonesStay whether the phones of that number keep working
     */
    record Shown(String word, @Nullable String old, boolean phonesStay) {}

    /** Empty unless the browser has a purpose and its account is signed in. */
    Optional<Shown> of(HttpServletRequest request, Caller caller) {
        return caller instanceof Caller.Known(AccountId account, var _, var _)
                ? purposes.read(request).map(purpose -> shown(purpose.replaces(), account))
                : Optional.empty();
    }

    /** Returns the message key of the reason why a number cannot be added or replace another one; empty if it can. */
    Optional<String> refusal(HttpServletRequest request, Caller caller, PhoneNumber number) {
        if (!(caller instanceof Caller.Known(AccountId account, var _, var _))) {
            return Optional.empty();
        }
        return purposes.read(request).flatMap(purpose -> {
            if (number.equals(purpose.replaces())) {
                return Optional.of("number.same");
            }
            return purpose.replaces() == null && holds(account, number) ? Optional.of("number.held") : Optional.empty();
        });
    }

    private boolean holds(AccountId account, PhoneNumber number) {
        return profiles.find(account).map(Profile::numbers).orElse(List.of()).stream()
                .map(HeldNumber::number)
                .anyMatch(number::equals);
    }

    private Shown shown(@Nullable PhoneNumber old, AccountId account) {
        return old == null
                ? new Shown("add", null, true)
                : new Shown("change", numbers.international(old), phonesStay(old, account));
    }

    private boolean phonesStay(PhoneNumber old, AccountId account) {
        return credentials.of(account).stream()
                .filter(credential -> credential.status() != CredentialStatus.REVOKED && credential.isFor(old))
                .noneMatch(credential -> credential.address().username().names(old));
    }
}
