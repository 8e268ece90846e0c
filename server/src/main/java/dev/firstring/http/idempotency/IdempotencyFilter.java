package dev.firstring.http.idempotency;

import dev.firstring.http.ErrorCode;
import dev.firstring.http.Problem;
import dev.firstring.http.Problems;
import dev.firstring.http.Spelling;
import dev.firstring.platform.keys.SecretBox;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * Runs a POST that carries {@code Idempotency-Key} once and gives its answer again to those that repeat it, failures
 * included (IK-1). What asks to be tried again, 429 and 5xx, is not kept. Without the header it does nothing.
 * Thread-safe.
 */
public final class IdempotencyFilter extends OncePerRequestFilter {

    private static final Logger LOG = LoggerFactory.getLogger(IdempotencyFilter.class);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final IdempotencyStore store;
    private final RequestScope scopes;
    private final SecretBox box;
    private final Problems problems;

    IdempotencyFilter(IdempotencyStore store, RequestScope scopes, SecretBox box, Problems problems) {
        this.store = store;
        this.scopes = scopes;
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
        IdempotencyKey key = IdempotencyKey.of(request.getHeaders(IdempotencyKey.HEADER));
        byte[] body = request.getInputStream().readAllBytes();
        byte[] scope = scopes.of(request, key);
        switch (store.claim(scope, RequestScope.fingerprint(request, body))) {
            case Claim.Won won -> run(won, new RepeatableRequest(request, body), response, chain);
            case Claim.Running _ ->
                problems.write(
                        request,
                        response,
                        Problem.of(ErrorCode.IDEMPOTENCY_KEY_IN_USE).retryAfter(LOOK_AGAIN));
            case Claim.OtherRequest _ ->
                problems.write(request, response, Problem.of(ErrorCode.IDEMPOTENCY_KEY_REUSED));
            case Claim.Answered(var sealed) ->
                StoredResponse.ofBytes(box.open(sealed, scope)).replay(response);
        }
    }

    private void run(Claim.Won claim, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
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
        settle(claim, answer.isFinal() && !response.isCommitted() ? answer : null);
        captured.copyBodyToResponse();
    }

    /** What was done is done: when it cannot be written down, the client is answered all the same. */
    private void settle(Claim.Won claim, @Nullable StoredResponse answer) {
        try {
            if (answer == null) {
                store.release(claim);
            } else {
                store.complete(claim, answer.status(), box.seal(answer.toBytes(), claim.scope()));
            }
        } catch (DataAccessException e) {
            LOG.warn("an idempotency key stays claimed until its lease ends: {}", e.toString());
        }
    }
}
