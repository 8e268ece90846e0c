package dev.firstring.console.credentials;

import dev.firstring.account.AccountId;
import dev.firstring.http.ErrorCode;
import dev.firstring.http.Problem;
import dev.firstring.phone.PhoneNumber;
import dev.firstring.phone.PhoneNumbers;
import dev.firstring.sip.Credential;
import dev.firstring.sip.CredentialId;
import dev.firstring.sip.CredentialStatus;
import dev.firstring.sip.sync.SyncStatus;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Parses the parameters of operators' requests, and refuses invalid ones. Thread-safe. */
@Component
final class OperatorQueries {

    private static final int MOST = 100;
    private static final int LONGEST_USERNAME = 64;

    private final CredentialSearch search;
    private final PhoneNumbers numbers;

    OperatorQueries(CredentialSearch search, PhoneNumbers numbers) {
        this.search = search;
        this.numbers = numbers;
    }

    /**
     * The credential with the given id.
     *
     * @throws Problem.Refusal if there is none
     */
    Credential credential(String id) {
        return CredentialId.parse(id)
                .flatMap(search::byId)
                .orElseThrow(() -> Problem.of(ErrorCode.CREDENTIAL_NOT_FOUND).asRefusal());
    }

    static int limit(int wanted) {
        return Math.clamp(wanted, 1, MOST);
    }

    CredentialFilter filter(
            @Nullable String phone,
            @Nullable String username,
            @Nullable String accountId,
            @Nullable String status,
            @Nullable String syncStatus,
            @Nullable String cursor,
            int limit) {
        return new CredentialFilter(
                phone == null ? List.of() : forms(phone),
                username == null ? null : username(username),
                accountId == null ? null : account(accountId),
                status == null ? null : choice("status", CredentialStatus.class, status),
                syncStatus == null ? null : choice("syncStatus", SyncStatus.class, syncStatus),
                cursor == null ? null : CredentialId.parse(cursor).orElseThrow(() -> refusal("cursor")),
                limit(limit));
    }

    /** A number may be stored in a form of an older numbering plan. */
    private List<PhoneNumber> forms(String text) {
        PhoneNumber number = numbers.parseKnown(text).orElseThrow(() -> refusal("phone"));
        return Stream.concat(Stream.of(number), numbers.former(number).stream()).toList();
    }

    private static String username(String text) {
        String plain = text.strip().toLowerCase(Locale.ROOT);
        if (plain.isEmpty() || plain.length() > LONGEST_USERNAME || plain.indexOf('\0') >= 0) {
            throw refusal("username");
        }
        return plain;
    }

    private static AccountId account(String text) {
        try {
            return new AccountId(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            throw refusal("accountId");
        }
    }

    private static <E extends Enum<E>> E choice(String field, Class<E> type, String word) {
        try {
            return Enum.valueOf(type, word.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw refusal(field);
        }
    }

    private static Problem.Refusal refusal(String field) {
        return Problem.validation(List.of(Problem.Violation.of(field, "field.pattern")))
                .asRefusal();
    }
}
