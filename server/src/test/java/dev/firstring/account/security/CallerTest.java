package dev.firstring.account.security;

import static org.hamcrest.Matchers.containsString;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import dev.firstring.account.AccountId;
import dev.firstring.account.Caller;
import dev.firstring.account.ownership.ClaimOutcome.Claimed;
import dev.firstring.account.ownership.OwnershipRoom;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The filter and the parameters of controllers together, before a controller that tells who it took the caller for. */
class CallerTest extends CallerFixture {

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
    void a_token_whose_issuer_cannot_be_reached_may_come_again_later() throws Exception {
        mvc.perform(get("/api/v1/account/id")
                        .header("Authorization", "Bearer " + foreignToken("http://localhost:1", "somebody")))
                .andExpect(status().isServiceUnavailable())
                .andExpect(content().string("SERVICE_UNAVAILABLE"));
    }
}
