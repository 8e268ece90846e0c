package dev.firstring.account.security;

import static org.hamcrest.Matchers.containsString;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.firstring.account.AccountId;
import dev.firstring.account.Caller;
import dev.firstring.account.apikey.TestApiKeys;
import dev.firstring.account.bearer.BearerTokens;
import dev.firstring.account.ownership.ClaimOutcome.Claimed;
import dev.firstring.account.ownership.OwnershipRoom;
import dev.firstring.account.token.AccessTokens;
import dev.firstring.account.token.TestKeys;
import dev.firstring.account.token.TestTokens;
import dev.firstring.account.token.TokenCookies;
import dev.firstring.account.token.TokenSettings;
import dev.firstring.account.token.Tokens;
import dev.firstring.account.token.TrustedIssuer;
import dev.firstring.http.CorsSettings;
import dev.firstring.http.Problem;
import dev.firstring.http.Spelling;
import dev.firstring.platform.Mode;
import dev.firstring.testing.TestDatabase;
import jakarta.servlet.http.Cookie;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/** The filter and the parameters of controllers together, before a controller that tells who it took the caller for. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CallerTest {

    private TestDatabase database;
    private OwnershipRoom room;
    private AccessTokens accessTokens;
    private WireMockServer provider;
    private RSAKey key;
    private MockMvc mvc;

    @RestController
    static class Mirror {

        @RequestMapping({"/api/onboarding/link-account", "/api/v1/onboarding/link-account", "/api/account/caller"})
        String caller(Caller caller) {
            return switch (caller) {
                case Caller.Anonymous() -> "anonymous";
                case Caller.Known(AccountId account, var _, var _) -> "account " + account;
                case Caller.External external -> "external " + external.subject();
            };
        }

        @RequestMapping({"/api/account/id", "/api/v1/account/id"})
        String account(AccountId account) {
            return "account " + account;
        }
    }

    @BeforeAll
    void start() throws Exception {
        database = TestDatabase.create();
        room = new OwnershipRoom(database);
        key = new RSAKeyGenerator(2048).keyID("1").generate();
        provider = new WireMockServer(0);
        provider.start();
        provider.stubFor(WireMock.get("/keys")
                .willReturn(WireMock.okJson(new JWKSet(key).toPublicJWKSet().toString())));
        TokenSettings settings = TestTokens.settings(
                new TrustedIssuer(issuer(), "our-app", URI.create(issuer() + "/keys")),
                new TrustedIssuer("http://localhost:1", "our-app", URI.create("http://localhost:1/keys")));
        accessTokens = new AccessTokens(new TestKeys(), settings, room.clock);
        HandlerExceptionResolver refusals = (request, response, handler, failure) -> {
            Problem problem = ((Problem.Refusal) failure).problem();
            response.setStatus(problem.code().status(Spelling.of(request)).value());
            try {
                response.getWriter().print(problem.code());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return new ModelAndView();
        };
        mvc = MockMvcBuilders.standaloneSetup(new Mirror())
                .addFilters(
                        new SecurityContextHolderFilter(new RequestAttributeSecurityContextRepository()),
                        new CallerFilter(
                                new BearerTokens(accessTokens, settings, room.clock),
                                new AccountGate(room.jdbc),
                                TestApiKeys.over(room),
                                new TokenCookies(Mode.DEVELOPMENT),
                                TestTokens.refusedAccess(room.jdbc, room.clock),
                                new CorsSettings(List.of(), false),
                                refusals))
                .setCustomArgumentResolvers(new CallerArguments())
                .setHandlerExceptionResolvers(refusals)
                .build();
    }

    @AfterAll
    void stop() {
        provider.stop();
        database.close();
    }

    @Test
    void who_sends_nothing_is_anonymous() throws Exception {
        mvc.perform(post("/api/v1/onboarding/link-account"))
                .andExpect(status().isOk())
                .andExpect(content().string("anonymous"));
        mvc.perform(post("/api/v1/onboarding/link-account").header("Authorization", "Basic YTpi"))
                .andExpect(content().string("anonymous"));
    }

    @Test
    void a_route_for_accounts_asks_the_anonymous_to_sign_in() throws Exception {
        mvc.perform(get("/api/v1/account/id"))
                .andExpect(status().isUnauthorized())
                .andExpect(header().string("WWW-Authenticate", "Bearer"))
                .andExpect(content().string("AUTHENTICATION_REQUIRED"));
    }

    @Test
    void a_good_token_is_its_account() throws Exception {
        AccountId account = room.account();

        mvc.perform(get("/api/v1/account/id").header("Authorization", "Bearer " + token(account)))
                .andExpect(content().string("account " + account));
        mvc.perform(post("/api/v1/onboarding/link-account").header("Authorization", "bearer " + token(account)))
                .andExpect(content().string("account " + account));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer %s", "bearer  %s", "BEARER\t%s", "Bearer \t  %s", "Bearer %s ", "  Bearer   %s\t"})
    void the_scheme_has_any_case_and_any_blanks_behind_it(String written) throws Exception {
        AccountId account = room.account();

        mvc.perform(get("/api/v1/account/id").header("Authorization", written.formatted(token(account))))
                .andExpect(content().string("account " + account));
    }

    @Test
    void two_tokens_that_differ_are_refused_and_the_same_one_twice_is_one() throws Exception {
        AccountId account = room.account();
        String one = token(account);
        String other = token(room.account());

        mvc.perform(get("/api/v1/account/id").header("Authorization", "Bearer " + one, "Bearer " + other))
                .andExpect(status().isUnauthorized());
        mvc.perform(get("/api/v1/account/id").header("Authorization", "Bearer " + one, "bearer  " + one))
                .andExpect(content().string("account " + account));
        mvc.perform(get("/api/v1/account/id").header("Authorization", "Basic YTpi", "Bearer " + one))
                .andExpect(content().string("account " + account));
    }

    @Test
    void a_bad_token_is_refused_even_where_none_is_needed() throws Exception {
        String old = token(room.account());
        room.clock.advance(Duration.ofMinutes(16));

        for (String sent : new String[] {
            "Bearer " + old,
            "Bearer x",
            "Bearer ",
            "Bearer",
            "Bearer\t",
            "Bearerx",
            "Bearer a b",
            "Bearer a,b",
            "Bearer \u00e9"
        }) {
            mvc.perform(post("/api/v1/onboarding/link-account").header("Authorization", sent))
                    .andExpect(status().isUnauthorized())
                    .andExpect(header().string("WWW-Authenticate", containsString("error=\"invalid_token\"")))
                    .andExpect(content().string("INVALID_TOKEN"));
        }
    }

    @Test
    void a_token_in_the_query_is_not_looked_at() throws Exception {
        mvc.perform(get("/api/v1/account/id").queryParam("access_token", token(room.account())))
                .andExpect(status().isUnauthorized());
    }

    @Test
    void an_identity_is_external_until_an_account_is_tied_to_it() throws Exception {
        String token = foreignToken(issuer(), "newcomer");
        mvc.perform(post("/api/v1/onboarding/link-account").header("Authorization", "Bearer " + token))
                .andExpect(content().string("external newcomer"));
        mvc.perform(get("/api/v1/account/id").header("Authorization", "Bearer " + token))
                .andExpect(status().isUnauthorized())
                .andExpect(content().string("AUTHENTICATION_REQUIRED"));

        Claimed claimed = (Claimed)
                room.claim(room.claims(), new Caller.External(issuer(), "newcomer", null), OwnershipRoom.number());

        mvc.perform(get("/api/v1/account/id").header("Authorization", "Bearer " + token))
                .andExpect(content().string("account " + claimed.account()));
    }

    @Test
    void a_token_of_the_generation_before_is_refused_in_the_same_millisecond_and_the_next_one_is_good()
            throws Exception {
        AccountId account = room.account();
        Tokens tokens = TestTokens.over(room.jdbc, room.ids, accessTokens);
        String before = signIn(tokens, account);
        mvc.perform(get("/api/v1/account/id").header("Authorization", "Bearer " + before))
                .andExpect(content().string("account " + account));

        end(tokens, account);

        mvc.perform(post("/api/v1/onboarding/link-account").header("Authorization", "Bearer " + before))
                .andExpect(status().isUnauthorized())
                .andExpect(header().string("WWW-Authenticate", containsString("error=\"invalid_token\"")))
                .andExpect(content().string("INVALID_TOKEN"));
        mvc.perform(get("/api/account/caller").cookie(new Cookie("firstring-access", before)))
                .andExpect(content().string("anonymous"));
        mvc.perform(get("/api/v1/account/id").header("Authorization", "Bearer " + signIn(tokens, account)))
                .andExpect(content().string("account " + account));
    }

    @Test
    void tokens_of_another_issuer_end_with_the_others_and_later_ones_are_good() throws Exception {
        Claimed claimed = (Claimed)
                room.claim(room.claims(), new Caller.External(issuer(), "ended", null), OwnershipRoom.number());
        Tokens tokens = TestTokens.over(room.jdbc, room.ids, accessTokens);
        String before = foreignToken(issuer(), "ended");
        String undated = foreignToken(issuer(), "ended", null);
        mvc.perform(get("/api/v1/account/id").header("Authorization", "Bearer " + undated))
                .andExpect(content().string("account " + claimed.account()));

        room.clock.advance(Duration.ofMillis(200));
        end(tokens, claimed.account());

        for (String ended : new String[] {before, undated}) {
            mvc.perform(get("/api/v1/account/id").header("Authorization", "Bearer " + ended))
                    .andExpect(status().isUnauthorized())
                    .andExpect(content().string("INVALID_TOKEN"));
        }
        room.clock.advance(Duration.ofSeconds(1));
        mvc.perform(get("/api/v1/account/id").header("Authorization", "Bearer " + foreignToken(issuer(), "ended")))
                .andExpect(content().string("account " + claimed.account()));
    }

    @Test
    void a_token_of_an_erased_account_is_refused() throws Exception {
        AccountId account = room.account();
        String token = token(account);
        room.jdbc.update("UPDATE account SET erased_at = created_at WHERE id = ?", account.value());

        mvc.perform(post("/api/v1/onboarding/link-account").header("Authorization", "Bearer " + token))
                .andExpect(status().isUnauthorized())
                .andExpect(content().string("INVALID_TOKEN"));
    }

    @Test
    void a_token_whose_issuer_cannot_be_reached_may_come_again_later() throws Exception {
        mvc.perform(get("/api/v1/account/id")
                        .header("Authorization", "Bearer " + foreignToken("http://localhost:1", "somebody")))
                .andExpect(status().isServiceUnavailable())
                .andExpect(content().string("SERVICE_UNAVAILABLE"));
    }

    @Test
    void a_cookie_counts_for_the_browser_and_not_for_apps() throws Exception {
        AccountId account = room.account();
        Cookie cookie = new Cookie("firstring-access", token(account));

        mvc.perform(get("/api/account/id").cookie(cookie)).andExpect(content().string("account " + account));
        mvc.perform(post("/api/onboarding/link-account").cookie(cookie).header("Sec-Fetch-Site", "same-origin"))
                .andExpect(content().string("account " + account));
        mvc.perform(get("/api/v1/account/id").cookie(cookie)).andExpect(status().isUnauthorized());
    }

    @Test
    void a_change_with_a_cookie_from_another_site_is_forbidden() throws Exception {
        Cookie cookie = new Cookie("firstring-access", token(room.account()));

        mvc.perform(post("/api/account/id").cookie(cookie).header("Sec-Fetch-Site", "cross-site"))
                .andExpect(status().isForbidden())
                .andExpect(content().string("FORBIDDEN"));
    }

    @Test
    void a_cookie_that_is_no_good_any_more_counts_as_none() throws Exception {
        mvc.perform(get("/api/account/caller").cookie(new Cookie("firstring-access", "x")))
                .andExpect(content().string("anonymous"));
        mvc.perform(get("/api/account/id").cookie(new Cookie("firstring-access", "x")))
                .andExpect(content().string("AUTHENTICATION_REQUIRED"));
    }

    @Test
    void the_cookie_is_for_tokens_of_the_service_itself() throws Exception {
        mvc.perform(get("/api/account/caller")
                        .cookie(new Cookie("firstring-access", foreignToken(issuer(), "by-cookie"))))
                .andExpect(content().string("anonymous"));
    }

    private String issuer() {
        return "http://localhost:" + provider.port();
    }

    private String token(AccountId account) {
        return TestTokens.accessToken(accessTokens, account, room.clock.instant())
                .reveal();
    }

    private String signIn(Tokens tokens, AccountId account) {
        Instant now = room.clock.instant();
        return room.inTransaction(() -> tokens.issue(account, TestTokens.byNumber(now), now))
                .accessToken()
                .reveal();
    }

    private void end(Tokens tokens, AccountId account) {
        room.transaction.executeWithoutResult(status -> tokens.endAll(account, room.clock.instant()));
    }

    private String foreignToken(String issuer, String subject) throws Exception {
        return foreignToken(issuer, subject, Date.from(room.clock.instant()));
    }

    private String foreignToken(String issuer, String subject, @Nullable Date issuedAt) throws Exception {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("1").build(),
                new JWTClaimsSet.Builder()
                        .issuer(issuer)
                        .audience("our-app")
                        .subject(subject)
                        .issueTime(issuedAt)
                        .expirationTime(Date.from(room.clock.instant().plusSeconds(60)))
                        .build());
        token.sign(new RSASSASigner(key));
        return token.serialize();
    }
}
