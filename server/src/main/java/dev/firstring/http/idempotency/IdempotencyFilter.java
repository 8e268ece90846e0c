package dev.firstring.http.idempotency;

import dev.firstring.http.ErrorCode;
import dev.firstring.http.Problem;
import dev.firstring.http.Problems;
import dev.firstring.http.RequestOwner;
import dev.firstring.http.SecretAnswer;
import dev.firstring.http.Spelling;
import dev.firstring.http.idempotency.KeyedOperations.Kept;
import dev.firstring.platform.keys.SecretBox;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * Runs a POST with {@code Idempotency-Key} once and replays its response to repeated requests, including failures
 * (IK-1). Not stored are: refusals of the caller or of the form of the request, responses that ask for a retry (429 and
 * 5xx), and responses for unknown paths. Requests without the header are not affected. Thread-safe.
 */
public final class IdempotencyFilter extends OncePerRequestFilter {

    private static final Logger LOG = LoggerFactory.getLogger(IdempotencyFilter.class);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final IdempotencyStore store;
    private final RequestScope scopes;
    private final KeyedOperations operations;
    private final SecretBox box;
    private final Problems problems;

    IdempotencyFilter(
            IdempotencyStore store, RequestScope scopes, KeyedOperations operations, SecretBox box, Problems problems) {
        this.store = store;
        this.scopes = scopes;
        this.operations = operations;
        this.box = box;
        this.problems = problems;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getMethod().equals("POST")
                || request.getHeader(IdempotencyKey.HEADER) == null
                || !Spelling.isApi(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<Kept> kept = operations.of(request);
        if (kept.isEmpty()) {
            chain.doFilter(request, response);
            return;
        }
        IdempotencyKey key = IdempotencyKey.of(
                request.getHeaders(IdempotencyKey.HEADER),
                RequestOwner.of(request).isPresent());
        byte[] body = request.getInputStream().readAllBytes();
        String presented = kept.get() instanceof Kept.WhileGood(SecretAnswer secret) ? secret.presented(request) : "";
        byte[] scope = scopes.of(request, body, key);
        Claim claim = store.claim(scope, RequestScope.fingerprint(request, presented, body), scopes.caller(request));
        switch (claim) {
            case Claim.Won won -> run(won, kept.get(), new RepeatableRequest(request, body), response, chain);
            case Claim.Running _ ->
                problems.write(
                        request,
                        response,
                        Problem.of(ErrorCode.IDEMPOTENCY_KEY_IN_USE).retryAfter(LOOK_AGAIN));
            case Claim.OtherRequest _ ->
                problems.write(request, response, Problem.of(ErrorCode.IDEMPOTENCY_KEY_REUSED));
            case Claim.TooMany(Duration wait) ->
                problems.write(
                        request,
                        response,
                        Problem.of(ErrorCode.RATE_LIMITED)
                                .with("policy", "idempotency-keys")
                                .retryAfter(wait));
            case Claim.Answered(var sealed) ->
                repeat(StoredResponse.ofBytes(box.open(sealed, scope)), kept.get(), request, response);
        }
    }

    private void repeat(StoredResponse answer, Kept kept, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Optional<Problem> refusal = kept instanceof Kept.WhileGood(SecretAnswer secret) && answer.status() < 400
                ? secret.refusal(answer.data(), answer.cookies())
                : Optional.empty();
        if (refusal.isPresent()) {
            problems.write(request, response, refusal.get());
        } else {
            answer.replay(response);
        }
    }

    private void run(
            Claim.Won claim, Kept kept, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
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
        boolean isKept = !(kept instanceof Kept.Nothing) && answer.isFinal() && !response.isCommitted();
        settle(claim, isKept ? answer : null);
        captured.copyBodyToResponse();
    }

    /** A failure here does not affect the client: the operation has already run. */
    private void settle(Claim.Won claim, @Nullable StoredResponse answer) {
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
