package dev.firstring.account.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import dev.firstring.account.AccountId;
import dev.firstring.account.admin.Admins;
import dev.firstring.account.admin.TestAdmins;
import dev.firstring.account.apikey.ApiKeys;
import dev.firstring.account.apikey.TestApiKeys;
import dev.firstring.account.bearer.BearerTokens;
import dev.firstring.account.ownership.OwnershipRoom;
import dev.firstring.account.token.AccessTokens;
import dev.firstring.account.token.RefusedAccess;
import dev.firstring.account.token.TestKeys;
import dev.firstring.account.token.TestTokens;
import dev.firstring.account.token.TokenSettings;
import dev.firstring.http.CorsSettings;
import dev.firstring.http.Problem;
import dev.firstring.testing.SettableClock;
import dev.firstring.testing.TestDatabase;
import jakarta.servlet.Filter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.MapPropertySource;
import org.springframework.http.HttpStatus;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockServletContext;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;

/** The real chain of Spring Security over Spring MVC, without the rest of the service. */
class SecurityConfigurationTest {

    private static TestDatabase database;
    private static OwnershipRoom room;

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        room = new OwnershipRoom(database);
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @EnableWebMvc
    @Import({SecurityConfiguration.class, CallerArguments.class, OperatorArguments.class})
    static class Slice {

        private final SettableClock clock = room.clock;
        private final TokenSettings settings = TestTokens.settings();

        @Bean
        CorsSettings corsSettings() {
            return new CorsSettings(List.of(), false);
        }

        @Bean
        AccessTokens accessTokens() {
            return new AccessTokens(new TestKeys(), settings, clock);
        }

        @Bean
        BearerTokens bearerTokens(AccessTokens tokens) {
            return new BearerTokens(tokens, settings, clock);
        }

        @Bean
        AccountGate accountGate() {
            return new AccountGate(room.jdbc);
        }

        @Bean
        RefusedAccess refusedAccess() {
            return TestTokens.refusedAccess(room.jdbc, clock);
        }

        @Bean
        ApiKeys apiKeys() {
            return TestApiKeys.unused();
        }

        @Bean
        Admins admins() {
            return TestAdmins.unused();
        }

        @Bean
        Open open() {
            return new Open();
        }

        @Bean
        Refusals refusals() {
            return new Refusals();
        }
    }

    @RestController
    static class Open {

        @RequestMapping("/api/onboarding/start")
        String start() {
            return "started";
        }

        @RequestMapping("/api/account")
        String account(AccountId account) {
            return account.toString();
        }
    }

    @RestControllerAdvice
    static class Refusals {

        @ExceptionHandler
        @ResponseStatus(HttpStatus.UNAUTHORIZED)
        String refused(Problem.Refusal refusal) {
            return refusal.problem().code().name();
        }
    }

    @Test
    void an_open_route_needs_no_token_makes_no_session_and_carries_the_headers() throws Exception {
        try (AnnotationConfigWebApplicationContext context = context("development")) {
            MockHttpServletResponse response = mvc(context)
                    .perform(post("/api/onboarding/start"))
                    .andReturn()
                    .getResponse();

            assertThat(response.getContentAsString()).isEqualTo("started");
            assertThat(response.getHeader("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(response.getHeader("Content-Security-Policy")).isEqualTo("frame-ancestors 'none'");
            assertThat(response.getHeader("Referrer-Policy")).isEqualTo("no-referrer");
            assertThat(response.getHeader("Strict-Transport-Security")).isNull();
            assertThat(response.getCookies()).isEmpty();
        }
    }

    @Test
    void production_insists_on_tls() throws Exception {
        try (AnnotationConfigWebApplicationContext context = context("production")) {
            MockHttpServletResponse response = mvc(context)
                    .perform(get("/api/onboarding/start"))
                    .andReturn()
                    .getResponse();

            assertThat(response.getHeader("Strict-Transport-Security")).contains("max-age=31536000");
        }
    }

    @Test
    void refusals_of_the_filter_and_of_the_parameters_end_in_the_one_place_that_writes_them() throws Exception {
        try (AnnotationConfigWebApplicationContext context = context("development")) {
            assertThat(mvc(context)
                            .perform(get("/api/onboarding/start").header("Authorization", "Bearer x"))
                            .andReturn()
                            .getResponse()
                            .getContentAsString())
                    .isEqualTo("INVALID_TOKEN");
            assertThat(mvc(context)
                            .perform(get("/api/account"))
                            .andReturn()
                            .getResponse()
                            .getContentAsString())
                    .isEqualTo("AUTHENTICATION_REQUIRED");
        }
    }

    @Test
    void a_caller_is_forgotten_when_the_request_ends() throws Exception {
        try (AnnotationConfigWebApplicationContext context = context("development")) {
            AccountId account = room.account();
            String token = TestTokens.accessToken(
                            context.getBean(AccessTokens.class), account, new SettableClock().instant())
                    .reveal();

            assertThat(mvc(context)
                            .perform(get("/api/account").header("Authorization", "Bearer " + token))
                            .andReturn()
                            .getResponse()
                            .getContentAsString())
                    .isEqualTo(account.toString());
            assertThat(mvc(context)
                            .perform(get("/api/account"))
                            .andReturn()
                            .getResponse()
                            .getStatus())
                    .isEqualTo(401);
        }
    }

    private static AnnotationConfigWebApplicationContext context(String mode) {
        AnnotationConfigWebApplicationContext context = new AnnotationConfigWebApplicationContext();
        context.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource("test", Map.of("firstring.mode", mode)));
        context.setServletContext(new MockServletContext());
        context.register(Slice.class);
        context.refresh();
        return context;
    }

    private static MockMvc mvc(AnnotationConfigWebApplicationContext context) {
        return MockMvcBuilders.webAppContextSetup(context)
                .addFilters(context.getBean("springSecurityFilterChain", Filter.class))
                .build();
    }
}
