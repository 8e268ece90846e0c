package dev.firstring.http.idempotency;

import dev.firstring.http.ErrorCode;
import dev.firstring.http.Problem;
import dev.firstring.http.Problems;
import dev.firstring.http.RequestOwner;
import dev.firstring.http.SecretAnswer;
import dev.firstring.http.Spelling;
import dev.firstring.http.idempotency.KeyedOperations.Kept;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Runs a POST with {@code Idempotency-Key} once and replays its response to repeated requests, including failures
 * (IK-1). Not stored are: refusals of the caller or of the form of the request, responses that ask for a retry (429 and
 * 5xx), and responses for unknown paths. Requests without the header are not affected. Thread-safe.
 */
public final class IdempotencyFilter extends OncePerRequestFilter {

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final IdempotencyStore store;
    private final RequestScope scopes;
    private final KeyedOperations operations;
    private final ClaimedRun runs;
    private final Problems problems;

    IdempotencyFilter(
            IdempotencyStore store,
            RequestScope scopes,
            KeyedOperations operations,
            ClaimedRun runs,
            Problems problems) {
        this.store = store;
        this.scopes = scopes;
        this.operations = operations;
        this.runs = runs;
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
        IdempotencyClaim claim =
                store.claim(scope, RequestScope.fingerprint(request, presented, body), scopes.caller(request));
        switch (claim) {
            case IdempotencyClaim.Won won ->
                runs.run(
                        won,
                        answer -> !(kept.get() instanceof Kept.Nothing) && answer.isFinal(),
                        new RepeatableRequest(request, body),
                        response,
                        chain);
            case IdempotencyClaim.Running _ ->
                problems.write(
                        request,
                        response,
                        Problem.of(ErrorCode.IDEMPOTENCY_KEY_IN_USE).retryAfter(LOOK_AGAIN));
            case IdempotencyClaim.OtherRequest _ ->
                problems.write(request, response, Problem.of(ErrorCode.IDEMPOTENCY_KEY_REUSED));
            case IdempotencyClaim.TooMany(Duration wait) ->
                problems.write(
                        request,
                        response,
                        Problem.of(ErrorCode.RATE_LIMITED)
                                .with("policy", "idempotency-keys")
                                .retryAfter(wait));
            case IdempotencyClaim.Answered answered ->
                repeat(runs.open(answered, scope), kept.get(), request, response);
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
}
