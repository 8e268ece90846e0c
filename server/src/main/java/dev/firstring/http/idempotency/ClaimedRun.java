package dev.firstring.http.idempotency;

import dev.firstring.platform.keys.SecretBox;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.web.util.ContentCachingResponseWrapper;

/** Runs the request of a claim, and stores its response encrypted or releases the claim. Thread-safe. */
final class ClaimedRun {

    private static final Logger LOG = LoggerFactory.getLogger(ClaimedRun.class);

    private final IdempotencyStore store;
    private final SecretBox box;

    ClaimedRun(IdempotencyStore store, SecretBox box) {
        this.store = store;
        this.box = box;
    }

    /** Runs the rest of the chain and keeps the response if the predicate accepts it. */
    void run(
            IdempotencyClaim.Won claim,
            Predicate<StoredResponse> kept,
            HttpServletRequest request,
            HttpServletResponse response,
            FilterChain chain)
            throws ServletException, IOException {
        ContentCachingResponseWrapper captured = new ContentCachingResponseWrapper(response);
        boolean answered = false;
        try {
            chain.doFilter(request, captured);
            answered = true;
        } finally {
            if (!answered) {
                settle(claim, null);
            }
        }
        StoredResponse answer = StoredResponse.of(captured);
        settle(claim, kept.test(answer) && !response.isCommitted() ? answer : null);
        captured.copyBodyToResponse();
    }

    /** Decrypts a stored response. */
    StoredResponse open(IdempotencyClaim.Answered answered, byte[] scope) {
        return StoredResponse.ofBytes(box.open(answered.response(), scope));
    }

    /** A failure here does not affect the client: the operation has already run. */
    private void settle(IdempotencyClaim.Won claim, @Nullable StoredResponse answer) {
        try {
            if (answer == null) {
                store.release(claim);
            } else {
                store.complete(claim, answer.status(), box.seal(answer.toBytes(), claim.scope()));
            }
        } catch (DataAccessException e) {
            LOG.warn(
                    "an idempotency key stays claimed until its lease ends: {}",
                    e.getClass().getName());
        }
    }
}
