package dev.firstring.sipserver.adapter.flexiapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstring.phone.PhoneNumber;
import dev.firstring.sip.SipAddress;
import dev.firstring.sip.SipUsername;
import dev.firstring.sipserver.CacheEffect;
import dev.firstring.sipserver.Page;
import dev.firstring.sipserver.Registration;
import dev.firstring.sipserver.ServerAccount;
import dev.firstring.sipserver.SipServerFault.Kind;
import dev.firstring.sipserver.WantedAccount;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FlexiapiMannersTest extends FlexiapiFixture {

    @Test
    void a_new_account_takes_one_call_and_a_known_one_two() {
        WantedAccount account = server.newAccount();

        adapter.apply(account);
        adapter.apply(known(account, true));

        int id = server.account(account).id;
        assertThat(stub.calls)
                .containsExactly(
                        "POST /api/accounts",
                        "GET /api/accounts/" + account.aor().user() + "%40sip.example.test/search",
                        "PUT /api/accounts/" + id);
    }

    @Test
    void an_update_keeps_what_is_not_ours() {
        WantedAccount account = server.newAccount();
        adapter.apply(account);
        SpaceAccount there = server.account(account);
        there.email = "ada@example.test";
        there.dtmfProtocol = "rfc2833";
        there.dictionary.put("theme", "dark");

        adapter.apply(known(account, true));

        assertThat(there.email).isEqualTo("ada@example.test");
        assertThat(there.dtmfProtocol).isEqualTo("rfc2833");
        assertThat(there.dictionary).containsEntry("theme", "dark");
        assertThat(there.displayName).isEqualTo("Ada");
        assertThat(there.phone).isEqualTo(account.number().e164());
    }

    @Test
    void a_disabled_account_is_not_activated_and_blocked_and_an_enabled_one_neither() {
        WantedAccount account = server.newAccount();
        adapter.apply(known(account, false));
        assertThat(server.account(account).activated).isFalse();
        assertThat(server.account(account).blocked).isTrue();

        adapter.apply(known(account, true));
        assertThat(server.account(account).activated).isTrue();
        assertThat(server.account(account).blocked).isFalse();
    }

    @Test
    void flags_that_an_update_ignores_are_set_by_calls_of_their_own() {
        WantedAccount account = server.newAccount();
        adapter.apply(account);
        stub.space.flagsInUpdates = false;

        adapter.apply(known(account, false));
        assertThat(server.account(account).activated).isFalse();
        assertThat(server.account(account).blocked).isTrue();

        adapter.apply(known(account, true));
        assertThat(server.account(account).activated).isTrue();
        assertThat(server.account(account).blocked).isFalse();
    }

    @Test
    void an_account_that_is_blocked_and_activated_counts_as_enabled_because_phones_may_register() {
        WantedAccount account = server.newAccount();
        adapter.apply(account);
        server.account(account).blocked = true;

        assertThat(adapter.find(account.aor()).orElseThrow().enabled()).isTrue();
        assertThat(server.admits(account)).isTrue();
    }

    @Test
    void a_refused_number_does_not_keep_the_account_from_working() {
        WantedAccount account = withNumber(server.newAccount(), "+33612345678");
        adapter.apply(account);
        assertThat(server.admits(account)).isTrue();
        assertThat(server.account(account).phone).isNull();

        adapter.apply(known(account, true));
        assertThat(server.admits(account)).isTrue();
        assertThat(server.account(account).phone).isNull();

        stub.space.activatedCountries.add("+33");
        adapter.apply(known(account, true));
        assertThat(server.account(account).phone).isEqualTo("+33612345678");
    }

    @Test
    void a_number_that_another_account_has_is_left_out() {
        WantedAccount first = server.newAccount();
        adapter.apply(first);
        WantedAccount second = withNumber(server.newAccount(), first.number().e164());

        adapter.apply(second);

        assertThat(server.admits(second)).isTrue();
        assertThat(server.account(second).phone).isNull();
    }

    @Test
    void a_name_that_a_deleted_account_had_is_taken() {
        WantedAccount account = server.newAccount();
        adapter.apply(account);
        adapter.remove(account.aor());

        assertThat(fault(account)).isEqualTo(Kind.ACCOUNT_EXISTS);
    }

    @Test
    void a_name_that_the_manager_does_not_like_is_refused() {
        WantedAccount account = server.newAccount();
        WantedAccount phone = new WantedAccount(
                new SipAddress(new SipUsername("+15550001111"), FlexiapiUnderTest.DOMAIN, FlexiapiUnderTest.DOMAIN),
                true,
                account.secret(),
                null,
                null,
                account.created());

        assertThat(fault(phone)).isEqualTo(Kind.INVALID_CREDENTIALS);
    }

    @Test
    void an_account_that_somebody_else_made_is_left_alone() {
        WantedAccount account = server.newAccount();
        SpaceAccount strange = stub.space.make(account.aor().user());
        strange.password = "theirs";
        server.clock.advance(Duration.ofMinutes(6));

        assertThat(fault(createdNow(account))).isEqualTo(Kind.ACCOUNT_EXISTS);
        assertThat(server.account(account).password).isEqualTo("theirs");
    }

    @Test
    void an_account_that_was_made_by_a_call_whose_answer_came_too_late_is_ours() {
        WantedAccount account = server.newAccount();
        stub.space.make(account.aor().user()).password = "old";
        server.clock.advance(Duration.ofMinutes(4));

        adapter.apply(createdNow(account));

        assertThat(server.admits(account)).isTrue();
    }

    @Test
    void a_known_account_that_is_gone_is_made_again() {
        WantedAccount account = server.newAccount();

        adapter.apply(known(account, true));

        assertThat(server.admits(account)).isTrue();
    }

    @Test
    void devices_without_a_user_agent_or_an_instance_are_told() {
        WantedAccount account = server.newAccount();
        adapter.apply(account);
        Map<String, Object> bare = new HashMap<>();
        bare.put("uuid", "fs-gen-1");
        bare.put("user_agent", null);
        server.account(account).devices.put("fs-gen-1", bare);

        Registration only = adapter.registrations(account.aor()).getFirst();

        assertThat(only.userAgent()).isNull();
        assertThat(only.instanceId()).isNull();
        assertThat(only.refreshed()).isNull();
        assertThat(only.key()).isEqualTo("fs-gen-1");
    }

    @Test
    void registrations_that_the_manager_does_not_end_are_a_fault() {
        WantedAccount account = server.newAccount();
        adapter.apply(account);
        server.register(account, "First");
        stub.keepsDevices = true;

        assertThatThrownBy(() -> adapter.deregister(account.aor())).hasMessageContaining("1 registrations");
    }

    @Test
    void more_accounts_than_a_page_has_are_all_listed() {
        Set<String> made = new HashSet<>();
        for (int i = 0; i < 45; i++) {
            made.add(stub.space.make("many" + i).username);
        }

        Set<String> listed = new HashSet<>();
        String cursor = "";
        int pages = 0;
        while (cursor != null) {
            Page<ServerAccount> page = adapter.accounts(cursor, 1000);
            page.items().forEach(account -> listed.add(account.aor().user()));
            cursor = page.next();
            pages++;
        }

        assertThat(listed).isEqualTo(made);
        assertThat(pages).isEqualTo(3);
    }

    @Test
    void what_flexisip_has_in_its_cache_stays_there_for_a_while() {
        assertThat(adapter.dropCaches(server.newAccount().aor()))
                .isEqualTo(new CacheEffect.Expires(Duration.ofMinutes(30)));
    }

    private WantedAccount createdNow(WantedAccount account) {
        return new WantedAccount(
                account.address(),
                account.enabled(),
                account.secret(),
                account.displayName(),
                account.number(),
                server.clock.instant());
    }

    private static WantedAccount withNumber(WantedAccount account, String number) {
        return new WantedAccount(
                account.address(),
                account.enabled(),
                account.secret(),
                account.displayName(),
                new PhoneNumber(number),
                account.created());
    }

    private static WantedAccount known(WantedAccount account, boolean enabled) {
        return new WantedAccount(
                account.address(),
                enabled,
                account.secret(),
                account.displayName(),
                account.number(),
                account.created(),
                true);
    }
}
