package dev.firstring.http.idempotency;

import dev.firstring.http.PagePaths;
import dev.firstring.http.Spelling;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Runs a form of a page once, and leads its repeats to where the first one led: a double click without scripts, or a
 * retry after the response was lost. A form has a field {@code once} with a random value that every page gives anew.
 * Only redirects are repeated, and only to a browser that sends the same form with the same cookies; other responses had
 * no effect. A repeat waits until the first request is done. Thread-safe.
 */
final class FormFilter extends OncePerRequestFilter {

    static final String FIELD = "once";

    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_-]{16,64}");
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

    private final IdempotencyStore store;
    private final RequestScope scopes;
    private final ClaimedRun runs;

    FormFilter(IdempotencyStore store, RequestScope scopes, ClaimedRun runs) {
        this.store = store;
        this.scopes = scopes;
        this.runs = runs;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        // To read a field consumes the body, so only forms of pages are looked at.
        return !request.getMethod().equals("POST")
                || !PagePaths.isForm(request)
                || Spelling.isApi(request)
                || !KEY.matcher(Objects.requireNonNullElse(request.getParameter(FIELD), ""))
                        .matches();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        byte[] scope = RequestScope.ofForm(request);
        IdempotencyClaim claim = store.claim(scope, scope, scopes.caller(request));
        if (claim instanceof IdempotencyClaim.Running) {
            // Released in the meantime: the first request had no effect, so this one may run.
            claim = settled(scope).orElseGet(() -> store.claim(scope, scope, scopes.caller(request)));
        }
        switch (claim) {
            case IdempotencyClaim.Won won -> runs.run(won, FormFilter::isRedirect, request, response, chain);
            case IdempotencyClaim.Answered answered ->
                runs.open(answered, scope).replay(response);
            // The page works without this protection; limits of the operation itself still apply.
            case IdempotencyClaim.Running _, IdempotencyClaim.OtherRequest _, IdempotencyClaim.TooMany _ ->
                chain.doFilter(request, response);
        }
    }

    /** Waits until a running request is done; empty if it was released. */
    private Optional<IdempotencyClaim> settled(byte[] scope) {
        Optional<IdempotencyClaim> held = store.held(scope, scope);
        for (long waited = 0;
                held.orElse(null) instanceof IdempotencyClaim.Running && waited < LONGEST_WAIT.toMillis();
                waited += LOOK_AGAIN.toMillis()) {
            try {
                TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return held;
            }
            held = store.held(scope, scope);
        }
        return held;
    }

    private static boolean isRedirect(StoredResponse answer) {
        return HttpStatus.valueOf(answer.status()).is3xxRedirection();
    }
}
