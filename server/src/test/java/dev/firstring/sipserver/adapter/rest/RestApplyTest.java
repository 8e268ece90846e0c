package dev.firstring.sipserver.adapter.rest;

import static dev.firstring.sipserver.adapter.rest.RestFaultsTest.fault;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.sip.SipSecret;
import dev.firstring.sipserver.ServerAccount;
import dev.firstring.sipserver.SipServer;
import dev.firstring.sipserver.SipServerFault.Kind;
import dev.firstring.sipserver.WantedAccount;
import dev.firstring.sipserver.adapter.rest.stub.RestStub;
import dev.firstring.sipserver.adapter.rest.stub.StubAnswer;
import dev.firstring.sipserver.adapter.rest.stub.StubBackup;
import dev.firstring.sipserver.adapter.rest.stub.StubOperation;
import dev.firstring.testing.Patience;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class RestApplyTest {

    private final RestUnderTest server = new RestUnderTest();
    private final RestStub stub = server.stub;
    private final SipServer adapter = server.adapter();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void a_new_account_and_a_known_one_take_one_call_each() {
        WantedAccount account = server.newAccount();

        adapter.apply(account);
        adapter.apply(known(account));

        assertThat(stub.calls().all()).isEqualTo(Map.of(StubOperation.CREATE, 1L, StubOperation.UPDATE, 1L));
    }

    @Test
    void a_name_that_is_taken_away_is_gone() {
        WantedAccount account = server.newAccount();
        adapter.apply(account);

        adapter.apply(
                new WantedAccount(account.address(), true, account.secret(), null, null, account.created(), true));

        assertThat(adapter.find(account.aor()).orElseThrow().displayName()).isNull();
    }

    @Test
    void an_account_that_an_earlier_call_made_without_an_answer_is_ours() {
        WantedAccount account = server.newAccount();
        stub.faults().answerLate(1, Duration.ofSeconds(5));
        try (SipServer hasty = new RestServer(
                RestUnderTest.settings(stub.url(), RestUnderTest.KEY, null, Duration.ofSeconds(1)),
                RestUnderTest.DOMAIN)) {
            assertThat(fault(() -> hasty.apply(account))).isEqualTo(Kind.SERVER_UNAVAILABLE);
        }
        awaitAdmitted(account);

        WantedAccount rotated = withNewSecret(account);
        adapter.apply(rotated);

        assertThat(server.admits(rotated)).isTrue();
        assertThat(server.admits(account)).isFalse();
    }

    @Test
    void an_update_whose_answer_came_too_late_is_healed_by_the_next() {
        WantedAccount account = server.newAccount();
        adapter.apply(account);
        WantedAccount rotated = withNewSecret(account);
        stub.faults().answerLate(1, Duration.ofSeconds(5));
        try (SipServer hasty = new RestServer(
                RestUnderTest.settings(stub.url(), RestUnderTest.KEY, null, Duration.ofSeconds(1)),
                RestUnderTest.DOMAIN)) {
            assertThat(fault(() -> hasty.apply(known(rotated)))).isEqualTo(Kind.SERVER_UNAVAILABLE);
        }

        awaitAdmitted(rotated);

        adapter.apply(known(account));

        assertThat(server.admits(account)).isTrue();
    }

    @Test
    void an_account_that_somebody_else_made_is_left_alone() {
        WantedAccount account = server.newAccount();
        String name = account.aor().user();
        stub.accounts()
                .put(
                        name,
                        RestUnderTest.DOMAIN,
                        "theirs",
                        account.created().minus(Duration.ofMinutes(5)).minusMillis(1));

        assertThat(fault(() -> adapter.apply(account))).isEqualTo(Kind.ACCOUNT_EXISTS);

        assertThat(stub.accounts().find(name).orElseThrow().admits("theirs")).isTrue();
        assertThat(stub.calls().of(StubOperation.UPDATE)).isZero();
    }

    @Test
    void a_server_whose_clock_is_five_minutes_behind_is_borne_with() {
        WantedAccount account = server.newAccount();
        stub.accounts()
                .put(
                        account.aor().user(),
                        RestUnderTest.DOMAIN,
                        "old",
                        account.created().minus(Duration.ofMinutes(5)));

        adapter.apply(account);

        assertThat(server.admits(account)).isTrue();
    }

    @Test
    void an_account_of_the_name_in_another_domain_is_left_alone_and_not_found() {
        WantedAccount account = server.newAccount();
        stub.accounts().put(account.aor().user(), "other.example.test", "theirs", account.created());

        assertThat(fault(() -> adapter.apply(account))).isEqualTo(Kind.ACCOUNT_EXISTS);
        assertThat(adapter.find(account.aor())).isEmpty();
        assertThat(stub.calls().of(StubOperation.UPDATE)).isZero();
    }

    @Test
    void a_known_account_that_the_server_lost_is_made_again() {
        WantedAccount account = server.newAccount();
        adapter.apply(account);
        stub.accounts().lose(account.aor().user());

        adapter.apply(known(account));

        assertThat(server.admits(account)).isTrue();
    }

    @Test
    void a_server_restored_from_an_old_backup_is_brought_up_to_date() {
        WantedAccount early = server.newAccount();
        adapter.apply(early);
        StubBackup backup = stub.accounts().snapshot();
        WantedAccount late = server.newAccount();
        adapter.apply(late);
        WantedAccount rotated = withNewSecret(early);
        adapter.apply(known(rotated));
        stub.accounts().restore(backup);
        assertThat(server.admits(rotated)).isFalse();
        assertThat(server.admits(late)).isFalse();

        adapter.apply(known(rotated));
        adapter.apply(known(late));

        assertThat(server.admits(rotated)).isTrue();
        assertThat(server.admits(late)).isTrue();
    }

    @Test
    void a_server_that_contradicts_itself_is_not_asked_for_ever() {
        stub.faults().answerAlways(StubAnswer.error(404, "ACCOUNT_NOT_FOUND", "no"));
        assertThat(fault(() -> adapter.apply(known(server.newAccount())))).isEqualTo(Kind.CONFIGURATION_ERROR);

        stub.calls().reset();
        stub.faults().answerAlways(StubAnswer.error(409, "ACCOUNT_EXISTS", "yes"));
        assertThat(fault(() -> adapter.apply(server.newAccount()))).isEqualTo(Kind.ACCOUNT_EXISTS);
        assertThat(stub.calls().total()).isLessThan(10);
    }

    @Test
    void a_server_that_fails_by_chance_has_every_account_right_in_the_end() {
        stub.faults().failSome(0.4, 7);
        WantedAccount account = server.newAccount();
        int faults = 0;
        for (boolean done = false; !done; ) {
            try {
                adapter.apply(account);
                done = true;
            } catch (RuntimeException e) {
                faults++;
                assertThat(faults).isLessThan(100);
            }
        }

        assertThat(server.admits(account)).isTrue();
    }

    @Test
    void a_hundred_thousand_accounts_are_listed_page_by_page() {
        for (int i = 0; i < 100_000; i++) {
            stub.accounts().put("n" + i, RestUnderTest.DOMAIN, "x", server.clock.instant());
        }
        stub.accounts().put("strange", "other.example.test", "x", server.clock.instant());

        int listed = 0;
        String cursor = "";
        while (cursor != null) {
            var page = adapter.accounts(cursor, 500);
            assertThat(page.items()).extracting(ServerAccount::aor).doesNotHaveDuplicates();
            listed += page.items().size();
            cursor = page.next();
        }

        assertThat(listed).isEqualTo(100_000);
        assertThat(stub.calls().of(StubOperation.LIST)).isEqualTo(200);
    }

    /** The stub does the work in its own time, after the caller has given up. */
    private void awaitAdmitted(WantedAccount account) {
        long end = System.nanoTime() + Patience.LIMIT.toNanos();
        while (!server.admits(account)) {
            assertThat(System.nanoTime()).as("the deadline").isLessThan(end);
            Thread.onSpinWait();
        }
    }

    private static WantedAccount withNewSecret(WantedAccount account) {
        return new WantedAccount(
                account.address(),
                account.enabled(),
                SipSecret.draw(new SecureRandom()),
                account.displayName(),
                account.number(),
                account.created());
    }

    private static WantedAccount known(WantedAccount account) {
        return new WantedAccount(
                account.address(),
                account.enabled(),
                account.secret(),
                account.displayName(),
                account.number(),
                account.created(),
                true);
    }
}
