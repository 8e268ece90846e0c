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
import dev.firstring.account.token.TestTokens;
import dev.firstring.account.token.Tokens;
import jakarta.servlet.http.Cookie;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Tokens after their account was signed out or erased, and cookies. */
@Tag("slow")
class EndedCallersTest extends CallerFixture {

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

    private String signIn(Tokens tokens, AccountId account) {
        Instant now = room.clock.instant();
        return room.inTransaction(() -> tokens.issue(account, TestTokens.byNumber(now), now))
                .accessToken()
                .reveal();
    }

    private void end(Tokens tokens, AccountId account) {
        room.transaction.executeWithoutResult(status -> tokens.endAll(account, room.clock.instant()));
    }
}
