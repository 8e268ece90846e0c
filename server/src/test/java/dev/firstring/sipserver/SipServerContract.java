package dev.firstring.sipserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.firstring.account.DisplayName;
import dev.firstring.sip.SipSecret;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What holds for every SIP server that the service knows. Each adapter has a subclass that starts one. */
public abstract class SipServerContract {

    private ServerUnderTest server;

    /** Starts the server, or opens a fresh part of one that runs. */
    protected abstract ServerUnderTest start();

    @BeforeEach
    void startServer() {
        server = start();
    }

    @AfterEach
    void closeServer() {
        server.close();
    }

    protected final ServerUnderTest server() {
        return server;
    }

    @Test
    void a_new_account_is_admitted_and_found() {
        WantedAccount account = applied(server.newAccount());

        assertThat(server.admits(account)).isTrue();
        assertThat(adapter().find(account.aor())).hasValueSatisfying(found -> {
            assertThat(found.aor()).isEqualTo(account.aor());
            assertThat(found.enabled()).isTrue();
        });
    }

    @Test
    void applying_again_changes_nothing() {
        WantedAccount account = applied(server.newAccount());

        adapter().apply(account);
        adapter().apply(account);

        assertThat(server.admits(account)).isTrue();
    }

    @Test
    void a_disabled_account_is_not_admitted_until_it_is_enabled() {
        WantedAccount account = applied(server.newAccount());

        applied(with(account, false));
        assertThat(server.admits(account)).isFalse();
        assertThat(adapter().find(account.aor()).filter(ServerAccount::enabled)).isEmpty();

        applied(account);
        assertThat(server.admits(account)).isTrue();
    }

    @Test
    void an_account_that_begins_disabled_is_not_admitted() {
        WantedAccount account = applied(with(server.newAccount(), false));

        assertThat(server.admits(with(account, true))).isFalse();
    }

    @Test
    void a_new_secret_takes_the_place_of_the_old_one() {
        WantedAccount before = applied(server.newAccount());

        WantedAccount after = applied(new WantedAccount(
                before.address(),
                true,
                SipSecret.draw(new SecureRandom()),
                before.displayName(),
                before.number(),
                before.created()));

        assertThat(server.admits(after)).isTrue();
        assertThat(server.admits(before)).isFalse();
    }

    @Test
    void a_name_with_quotes_and_letters_of_any_script_arrives() {
        WantedAccount account = server.newAccount();
        WantedAccount named = applied(new WantedAccount(
                account.address(),
                true,
                account.secret(),
                new DisplayName("Zoë \"Z\" \\ <Ωmega> & Кто 漢字"),
                account.number(),
                account.created()));

        assertThat(server.admits(named)).isTrue();
        ServerAccount found = adapter().find(named.aor()).orElseThrow();
        assumeTrue(found.displayName() != null, "this server tells no names");
        assertThat(found.displayName()).isEqualTo("Zoë \"Z\" \\ <Ωmega> & Кто 漢字");
    }

    @Test
    void a_removed_account_is_gone_and_removing_it_again_is_fine() {
        WantedAccount account = applied(server.newAccount());

        server.commitRemoval(account);
        adapter().remove(account.aor());
        adapter().remove(account.aor());

        assertThat(server.admits(account)).isFalse();
        assertThat(adapter().find(account.aor())).isEmpty();
    }

    @Test
    void an_unknown_account_is_not_found_and_has_no_registrations() {
        WantedAccount unknown = server.newAccount();

        assertThat(adapter().find(unknown.aor())).isEmpty();
        assertThat(adapter().registrations(unknown.aor())).isEmpty();
        adapter().remove(unknown.aor());
        adapter().deregister(unknown.aor());
    }

    @Test
    void a_live_registration_is_told_with_its_user_agent_and_its_time() {
        WantedAccount account = applied(server.newAccount());
        server.register(account, "Contract Phone 1.0 (Pixel 8)");

        List<Registration> live = adapter().registrations(account.aor());

        assertThat(live).hasSize(1);
        assertThat(live.getFirst().userAgent()).isEqualTo("Contract Phone 1.0 (Pixel 8)");
        assertThat(live.getFirst().contact()).isNotBlank();
        assertThat(live.getFirst().key()).isNotBlank();
        assertThat(live.getFirst().expires()).isPositive();
    }

    @Test
    void ending_all_registrations_leaves_none_and_may_be_repeated() {
        WantedAccount account = applied(server.newAccount());
        server.register(account, "First");

        adapter().deregister(account.aor());
        adapter().deregister(account.aor());

        assertThat(adapter().registrations(account.aor())).isEmpty();
    }

    @Test
    void ending_one_registration_leaves_the_other() {
        assumeTrue(adapter().capabilities().contains(Capability.DROPS_ONE_CONTACT), "this server drops all or none");
        WantedAccount account = applied(server.newAccount());
        server.register(account, "First");
        server.register(account, "Second");
        Registration first = adapter().registrations(account.aor()).stream()
                .filter(live -> "First".equals(live.userAgent()))
                .findFirst()
                .orElseThrow();

        assertThat(adapter().deregister(account.aor(), first.key())).isTrue();
        assertThat(adapter().deregister(account.aor(), first.key())).isFalse();

        assertThat(adapter().registrations(account.aor()))
                .extracting(Registration::userAgent)
                .containsExactly("Second");
    }

    @Test
    void every_account_is_listed_once_however_small_the_pages() {
        assumeTrue(adapter().capabilities().contains(Capability.LISTS_ACCOUNTS), "this server lists no accounts");
        List<Aor> made = Stream.generate(() -> applied(server.newAccount()).aor())
                .limit(5)
                .toList();

        List<Aor> listed = new ArrayList<>();
        String cursor = "";
        while (cursor != null) {
            Page<ServerAccount> page = adapter().accounts(cursor, 2);
            page.items().forEach(account -> listed.add(account.aor()));
            cursor = page.next();
        }

        assertThat(listed).doesNotHaveDuplicates().containsAll(made);
    }

    @Test
    void addresses_with_a_live_registration_are_listed() {
        assumeTrue(adapter().capabilities().contains(Capability.LISTS_REGISTERED), "this server lists no contacts");
        WantedAccount online = applied(server.newAccount());
        WantedAccount offline = applied(server.newAccount());
        server.register(online, "Online");

        List<Aor> listed = new ArrayList<>();
        String cursor = "";
        while (cursor != null) {
            Page<Aor> page = adapter().registered(cursor, 10);
            listed.addAll(page.items());
            cursor = page.next();
        }

        assertThat(listed).contains(online.aor()).doesNotContain(offline.aor());
    }

    @Test
    void a_server_that_is_there_says_so() {
        ServerHealth health = adapter().health();

        assertThat(health.reachable()).isTrue();
        assertThat(health.problem()).isNull();
        assertThat(health.healthy()).isTrue();
    }

    @Test
    void a_server_that_is_away_is_told_by_its_health_and_by_a_fault_and_is_used_again_when_it_is_back() {
        WantedAccount account = applied(server.newAccount());
        server.goAway();

        ServerHealth health = adapter().health();
        assertThat(health.reachable()).isFalse();
        assertThat(health.problem()).isNotBlank();
        assertThat(health.healthy()).isFalse();
        assertThatThrownBy(() -> adapter().registrations(account.aor()))
                .isInstanceOfSatisfying(
                        SipServerFault.class,
                        fault -> assertThat(fault.kind()).isEqualTo(SipServerFault.Kind.SERVER_UNAVAILABLE));

        server.comeBack();
        applied(account);
        assertThat(adapter().health().reachable()).isTrue();
        assertThat(server.admits(account)).isTrue();
    }

    private SipServer adapter() {
        return server.adapter();
    }

    private WantedAccount applied(WantedAccount account) {
        server.commit(account);
        adapter().apply(account);
        adapter().dropCaches(account.aor());
        return account;
    }

    private static WantedAccount with(WantedAccount account, boolean enabled) {
        return new WantedAccount(
                account.address(),
                enabled,
                account.secret(),
                account.displayName(),
                account.number(),
                account.created());
    }
}
