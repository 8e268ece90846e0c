package dev.firstring.onboarding.life;

import dev.firstring.account.AccountId;
import dev.firstring.http.Answer;
import dev.firstring.onboarding.life.HistoryStore.PastSession;
import dev.firstring.onboarding.life.HistoryStore.PastVerification;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** HTTP API for the history of the caller's account. */
@RestController
@RequestMapping({"/api/account", "/api/v1/account"})
@Tag(name = "Account")
class HistoryController {

    private static final int MOST = 100;

    private final HistoryStore history;

    HistoryController(HistoryStore history) {
        this.history = history;
    }

    /**
     * Verifications of the account.
     *
     * @param verifications newest first
     * @param count the number of listed verifications
     */
    record Verifications(List<PastVerification> verifications, int count) {}

    /**
     * Sessions of the account.
     *
     * @param sessions newest first
     * @param count the number of listed sessions
     */
    record SessionList(List<PastSession> sessions, int count) {}

    @Operation(
            operationId = "listVerifications",
            summary = "List the account's verifications",
            description = "The verifications of the account's numbers, newest first.")
    @GetMapping("/verifications")
    Answer<Verifications> verifications(AccountId account, @RequestParam(defaultValue = "10") int limit) {
        List<PastVerification> found = history.verifications(account, Math.clamp(limit, 1, MOST));
        return Answer.ok(new Verifications(found, found.size()), "account.verifications");
    }

    @Operation(
            operationId = "listSessions",
            summary = "List the account's onboarding sessions",
            description = "The onboarding sessions of the account, newest first.")
    @GetMapping("/sessions")
    Answer<SessionList> sessions(AccountId account, @RequestParam(defaultValue = "10") int limit) {
        List<PastSession> found = history.sessions(account, Math.clamp(limit, 1, MOST));
        return Answer.ok(new SessionList(found, found.size()), "account.sessions");
    }
}
