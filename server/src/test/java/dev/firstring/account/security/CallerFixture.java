package dev.firstring.account.security;

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
import dev.firstring.account.ownership.OwnershipRoom;
import dev.firstring.account.token.AccessTokens;
import dev.firstring.account.token.TestKeys;
import dev.firstring.account.token.TestTokens;
import dev.firstring.account.token.TokenCookies;
import dev.firstring.account.token.TokenSettings;
import dev.firstring.account.token.TrustedIssuer;
import dev.firstring.http.CorsSettings;
import dev.firstring.http.Problem;
import dev.firstring.http.Spelling;
import dev.firstring.platform.Mode;
import dev.firstring.testing.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Date;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/** The filter and the parameters of controllers, before a controller that tells who it took the caller for. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class CallerFixture {

    TestDatabase database;
    OwnershipRoom room;
    AccessTokens accessTokens;
    WireMockServer provider;
    RSAKey key;
    MockMvc mvc;

    /** Kept out of services that other tests start. */
    @RestController
    @TestComponent
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

    String issuer() {
        return "http://localhost:" + provider.port();
    }

    String token(AccountId account) {
        return TestTokens.accessToken(accessTokens, account, room.clock.instant())
                .reveal();
    }

    String foreignToken(String issuer, String subject) throws Exception {
        return foreignToken(issuer, subject, Date.from(room.clock.instant()));
    }

    String foreignToken(String issuer, String subject, @Nullable Date issuedAt) throws Exception {
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
