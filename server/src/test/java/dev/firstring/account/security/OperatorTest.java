package dev.firstring.account.security;

import static org.hamcrest.Matchers.containsString;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import dev.firstring.account.AccountId;
import dev.firstring.account.Caller;
import dev.firstring.account.admin.Admins;
import dev.firstring.account.admin.Needs;
import dev.firstring.account.admin.Operator;
import dev.firstring.account.admin.Scope;
import dev.firstring.account.admin.TestAdmins;
import dev.firstring.account.apikey.ApiKeys;
import dev.firstring.account.apikey.TestApiKeys;
import dev.firstring.account.bearer.BearerTokens;
import dev.firstring.account.ownership.ClaimOutcome;
import dev.firstring.account.ownership.OwnershipRoom;
import dev.firstring.account.token.AccessTokens;
import dev.firstring.account.token.TestKeys;
import dev.firstring.account.token.TestTokens;
import dev.firstring.account.token.TokenCookies;
import dev.firstring.http.CorsSettings;
import dev.firstring.http.Problem;
import dev.firstring.http.Spelling;
import dev.firstring.phone.PhoneNumber;
import dev.firstring.platform.Mode;
import dev.firstring.testing.TestDatabase;
import jakarta.servlet.http.Cookie;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
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

/** The filter and the parameter of operators together, before a controller that tells whom it took the caller for. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OperatorTest {

    private TestDatabase database;
    private OwnershipRoom room;
    private AccessTokens accessTokens;
    private ApiKeys keys;
    private Admins admins;
    private MockMvc mvc;

    @RestController
    static class Mirror {

        @RequestMapping({"/api/admin/write", "/api/v1/admin/write"})
        String write(@Needs(Scope.SIP_WRITE) Operator operator) {
            return operator.actor();
        }

        @RequestMapping({"/api/admin/any", "/api/v1/admin/any"})
        String any(Operator operator) {
            return operator.actor() + " " + operator.scopes().size();
        }

        @RequestMapping("/api/v1/account/id")
        String account(AccountId account) {
            return account.toString();
        }
    }

    @BeforeAll
    void start() {
        database = TestDatabase.create();
        room = new OwnershipRoom(database);
        accessTokens = new AccessTokens(new TestKeys(), TestTokens.settings(), room.clock);
        keys = TestApiKeys.over(room);
        admins = TestAdmins.over(room);
        HandlerExceptionResolver refusals = (request, response, handler, failure) -> {
            Problem problem = ((Problem.Refusal) failure).problem();
            response.setStatus(problem.code().status(Spelling.of(request)).value());
            try {
                response.getWriter().print(problem.code() + " " + problem.extensions());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return new ModelAndView();
        };
        mvc = MockMvcBuilders.standaloneSetup(new Mirror())
                .addFilters(
                        new SecurityContextHolderFilter(new RequestAttributeSecurityContextRepository()),
                        new CallerFilter(
                                new BearerTokens(accessTokens, TestTokens.settings(), room.clock),
                                new AccountGate(room.jdbc),
                                keys,
                                new TokenCookies(Mode.DEVELOPMENT),
                                TestTokens.refusedAccess(room.jdbc, room.clock),
                                new CorsSettings(List.of(), false),
                                refusals))
                .setCustomArgumentResolvers(
                        new CallerArguments(),
                        new OperatorArguments(admins, TestTokens.refusedAccess(room.jdbc, room.clock)))
                .setHandlerExceptionResolvers(refusals)
                .build();
    }

    @AfterAll
    void stop() {
        database.close();
    }

    @Test
    void a_key_counts_in_either_header_and_in_both() throws Exception {
        String key = key("both-headers", Scope.SIP_WRITE);

        mvc.perform(get("/api/v1/admin/write").header("Authorization", "Bearer " + key))
                .andExpect(content().string("admin:both-headers"));
        mvc.perform(get("/api/admin/write").header("X-API-Key", key))
                .andExpect(content().string("admin:both-headers"));
        mvc.perform(get("/api/admin/write").header("X-API-Key", key).header("Authorization", "Bearer " + key))
                .andExpect(content().string("admin:both-headers"));
        mvc.perform(get("/api/admin/write").header("X-API-Key", key).header("Authorization", "Basic YTpi"))
                .andExpect(content().string("admin:both-headers"));
    }

    @Test
    void two_that_differ_are_refused_though_each_is_good() throws Exception {
        String key = key("one-of-two", Scope.SIP_WRITE);
        String other = key("two-of-two", Scope.SIP_WRITE);

        mvc.perform(get("/api/admin/write").header("X-API-Key", key).header("Authorization", "Bearer " + other))
                .andExpect(status().isUnauthorized())
                .andExpect(content().string("INVALID_TOKEN {}"));
        mvc.perform(get("/api/admin/write").header("X-API-Key", key, other)).andExpect(status().isUnauthorized());
        mvc.perform(get("/api/admin/write")
                        .header("X-API-Key", key)
                        .header("Authorization", "Bearer " + token(room.account())))
                .andExpect(status().isUnauthorized());
    }

    @Test
    void wrong_expired_and_revoked_keys_are_answered_alike() throws Exception {
        String revoked = key("revoked-key", Scope.SIP_WRITE);
        keys.revoke("revoked-key");
        String expired = key("expired-key", Scope.SIP_WRITE);
        room.clock.advance(Duration.ofDays(365));

        for (String bad : new String[] {revoked, expired, "fsk_" + "A".repeat(43), "fsk_x"}) {
            for (String path : new String[] {"/api/v1/admin/write", "/api/admin/any", "/api/v1/account/id"}) {
                mvc.perform(get(path).header("X-API-Key", bad))
                        .andExpect(status().isUnauthorized())
                        .andExpect(header().string("WWW-Authenticate", "Bearer error=\"invalid_token\""))
                        .andExpect(content().string("INVALID_TOKEN {}"));
                mvc.perform(get(path).header("Authorization", "Bearer " + bad))
                        .andExpect(status().isUnauthorized())
                        .andExpect(header().string("WWW-Authenticate", "Bearer error=\"invalid_token\""))
                        .andExpect(content().string("INVALID_TOKEN {}"));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "x", "Bearer fsk_", "fsk_é"})
    void what_is_no_key_is_refused_in_the_header_of_keys(String text) throws Exception {
        mvc.perform(get("/api/admin/any").header("X-API-Key", text))
                .andExpect(status().isUnauthorized())
                .andExpect(content().string("INVALID_TOKEN {}"));
    }

    @Test
    void a_missing_scope_is_forbidden_and_named() throws Exception {
        String key = key("reader", Scope.SIP_READ, Scope.SIP_RECONCILE);

        mvc.perform(post("/api/admin/write").header("X-API-Key", key))
                .andExpect(status().isForbidden())
                .andExpect(content().string("FORBIDDEN {scope=sip:write}"));
        mvc.perform(post("/api/admin/any").header("X-API-Key", key))
                .andExpect(content().string("admin:reader 2"));
    }

    @Test
    void a_key_is_no_account() throws Exception {
        mvc.perform(get("/api/v1/account/id").header("X-API-Key", key("no-account", Scope.SIP_WRITE)))
                .andExpect(status().isUnauthorized())
                .andExpect(content().string("AUTHENTICATION_REQUIRED {}"));
    }

    @Test
    void the_anonymous_are_asked_to_sign_in() throws Exception {
        mvc.perform(get("/api/admin/write"))
                .andExpect(status().isUnauthorized())
                .andExpect(header().string("WWW-Authenticate", containsString("Bearer")))
                .andExpect(content().string("AUTHENTICATION_REQUIRED {}"));
    }

    @Test
    void an_account_may_all_while_it_is_an_admin_and_nothing_before_and_after() throws Exception {
        PhoneNumber number = OwnershipRoom.number();
        AccountId account = holder(number);
        String authorization = "Bearer " + token(account);
        mvc.perform(get("/api/v1/admin/write").header("Authorization", authorization))
                .andExpect(status().isForbidden())
                .andExpect(content().string("FORBIDDEN {}"));

        admins.grant(number);
        mvc.perform(get("/api/v1/admin/write").header("Authorization", authorization))
                .andExpect(content().string("admin:" + account));
        mvc.perform(get("/api/v1/admin/any").header("Authorization", authorization))
                .andExpect(content().string("admin:" + account + " " + Scope.values().length));

        admins.revoke(number);
        mvc.perform(get("/api/v1/admin/write").header("Authorization", authorization))
                .andExpect(status().isForbidden());
    }

    @Test
    void an_admin_in_a_browser_is_protected_from_other_sites() throws Exception {
        PhoneNumber number = OwnershipRoom.number();
        AccountId account = holder(number);
        admins.grant(number);
        Cookie cookie = new Cookie("firstring-access", token(account));

        mvc.perform(post("/api/admin/write").cookie(cookie).header("Sec-Fetch-Site", "same-origin"))
                .andExpect(content().string("admin:" + account));
        mvc.perform(post("/api/admin/write").cookie(cookie).header("Sec-Fetch-Site", "cross-site"))
                .andExpect(status().isForbidden());
        mvc.perform(get("/api/v1/admin/write").cookie(cookie)).andExpect(status().isUnauthorized());
        mvc.perform(get("/api/admin/write").cookie(new Cookie("firstring-access", key("in-a-cookie", Scope.SIP_WRITE))))
                .andExpect(status().isUnauthorized());
    }

    private String key(String name, Scope... scopes) {
        return TestApiKeys.make(keys, name, scopes).reveal();
    }

    private String token(AccountId account) {
        return TestTokens.accessToken(accessTokens, account, room.clock.instant())
                .reveal();
    }

    private AccountId holder(PhoneNumber number) {
        return ((ClaimOutcome.Claimed) room.claim(room.claims(), new Caller.Anonymous(), number)).account();
    }
}
