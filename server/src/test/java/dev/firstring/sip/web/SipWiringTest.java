package dev.firstring.sip.web;

import static dev.firstring.sip.SipFixture.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.patch;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.jayway.jsonpath.JsonPath;
import dev.firstring.account.AccountErasure;
import dev.firstring.account.AccountId;
import dev.firstring.account.ownership.NumberOwners;
import dev.firstring.account.token.TestTokens;
import dev.firstring.account.token.Tokens;
import dev.firstring.audit.AuditTrail;
import dev.firstring.audit.Funnel;
import dev.firstring.phone.PhoneNumbers;
import dev.firstring.platform.Ids;
import dev.firstring.platform.Mode;
import dev.firstring.platform.RetryingTransactions;
import dev.firstring.platform.configuration.ProductionRule;
import dev.firstring.platform.keys.SecretBox;
import dev.firstring.sip.NoSipServers;
import dev.firstring.sip.SipFixture;
import dev.firstring.sip.credential.RevokeCredentials;
import dev.firstring.sip.sync.CredentialSync;
import dev.firstring.sip.upkeep.CredentialRealms;
import dev.firstring.sip.upkeep.CredentialSecrets;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.security.SecureRandom;
import java.time.Clock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.core.MethodParameter;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** The room as Spring puts it together, and the routes that lead into it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SipWiringTest {

    private final SipFixture fixture = new SipFixture();
    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withUserConfiguration(Room.class)
            .withBean(JdbcTemplate.class, () -> fixture.jdbc)
            .withBean(TransactionTemplate.class, () -> fixture.transaction)
            .withBean(PhoneNumbers.class, PhoneNumbers::new)
            .withBean(Clock.class, () -> fixture.clock)
            .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
            .withBean(Ids.class, () -> fixture.ids)
            .withBean(SecureRandom.class, () -> fixture.random)
            .withBean(AuditTrail.class, () -> fixture.trail)
            .withBean(Funnel.class, () -> new Funnel(new PhoneNumbers(), new SimpleMeterRegistry()))
            .withBean(NumberOwners.class, () -> new NumberOwners(fixture.jdbc, fixture.trail))
            .withBean(Tokens.class, () -> TestTokens.over(fixture.jdbc, fixture.ids, fixture.clock))
            .withBean(SecretBox.class, () -> fixture.box)
            .withBean(RetryingTransactions.class, () -> fixture.transactions)
            .withBean(CredentialSync.class, NoSipServers::new);

    @AfterAll
    void stop() {
        fixture.close();
    }

    @Test
    void the_room_stands_with_nothing_configured_and_takes_part_in_erasures() {
        runner.withBean(Mode.class, () -> Mode.DEVELOPMENT)
                .run(context -> assertThat(context)
                        .hasSingleBean(CredentialSecrets.class)
                        .hasSingleBean(CredentialRealms.class)
                        .getBean(AccountErasure.class)
                        .isInstanceOf(RevokeCredentials.class));
    }

    @Test
    void production_is_told_of_a_missing_domain() {
        runner.withBean(Mode.class, () -> Mode.PRODUCTION)
                .run(context -> assertThat(context.getBeansOfType(ProductionRule.class).values().stream()
                                .flatMap(rule -> rule.mistakes().stream()))
                        .anyMatch(line -> line.contains("firstring.sip.domain")));
        runner.withBean(Mode.class, () -> Mode.PRODUCTION)
                .withPropertyValues("firstring.sip.domain=sip.acme.test")
                .run(context -> assertThat(context.getBeansOfType(ProductionRule.class).values().stream()
                                .flatMap(rule -> rule.mistakes().stream()))
                        .isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/sip", "/api/v1/sip"})
    void every_route_leads_to_its_operation(String base) {
        AccountId account = fixture.account();
        fixture.holds(account, number(base.length()));
        runner.withBean(Mode.class, () -> Mode.DEVELOPMENT).run(context -> {
            MockMvc mvc = MockMvcBuilders.standaloneSetup(
                            context.getBean(SipCredentialsController.class),
                            context.getBean(ProvisioningController.class))
                    .setCustomArgumentResolvers(new SignedIn(account))
                    .build();
            String made = mvc.perform(post(base + "/credentials")
                            .contentType(MediaType.APPLICATION_JSON)
                            .content("{\"phoneNumber\": \""
                                    + number(base.length()).e164() + "\", \"unknown\": 1}"))
                    .andExpect(status().isOk())
                    .andExpect(jsonPath("$.messageKey").value("sip.provisioned"))
                    .andReturn()
                    .getResponse()
                    .getContentAsString();
            String id = JsonPath.read(made, "$.data.id");
            mvc.perform(get(base + "/credentials"))
                    .andExpect(jsonPath("$.messageKey").value("sip.listed"))
                    .andExpect(jsonPath("$.data.credentials[0].id").value(id))
                    .andExpect(jsonPath("$.data.credentials[0].sipPassword").doesNotExist());
            mvc.perform(get(base + "/credentials/active"))
                    .andExpect(jsonPath("$.messageKey").value("sip.active"))
                    .andExpect(jsonPath("$.data.hasCredentials").value(true));
            mvc.perform(get(base + "/credentials/" + id))
                    .andExpect(jsonPath("$.messageKey").value("sip.credential"))
                    .andExpect(jsonPath("$.data.sipPassword").isString());
            mvc.perform(patch(base + "/credentials/" + id)
                            .contentType(MediaType.APPLICATION_JSON)
                            .content("{\"displayName\": \"Grace\"}"))
                    .andExpect(jsonPath("$.messageKey").value("sip.renamed"))
                    .andExpect(jsonPath("$.data.displayName").value("Grace"));
        });
    }

    @ComponentScan("dev.firstring.sip")
    @ConfigurationPropertiesScan("dev.firstring.sip")
    static class Room {}

    /** Says who is calling, as the account room does. */
    private record SignedIn(AccountId account) implements HandlerMethodArgumentResolver {

        @Override
        public boolean supportsParameter(MethodParameter parameter) {
            return parameter.getParameterType() == AccountId.class;
        }

        @Override
        public Object resolveArgument(
                MethodParameter parameter,
                ModelAndViewContainer container,
                NativeWebRequest request,
                WebDataBinderFactory binders) {
            return account;
        }
    }
}
