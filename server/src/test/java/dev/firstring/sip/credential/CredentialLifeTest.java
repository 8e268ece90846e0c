package dev.firstring.sip.credential;

import static dev.firstring.sip.SipFixture.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstring.account.AccountId;
import dev.firstring.account.DisplayName;
import dev.firstring.sip.Credential;
import dev.firstring.sip.CredentialId;
import dev.firstring.sip.CredentialStatus;
import dev.firstring.sip.SipFixture;
import dev.firstring.sip.credential.ProvisionCredential.Provisioned;
import dev.firstring.sip.sync.SyncStatus;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CredentialLifeTest {

    private final SipFixture fixture = new SipFixture();
    private final UseCases useCases = new UseCases(fixture);

    @AfterAll
    void stop() {
        fixture.close();
    }

    @Test
    void a_revoked_credential_keeps_its_row_and_name_but_no_secret() {
        AccountId account = fixture.account();
        Credential made =
                useCases.provisioned(fixture.order(account, number(1))).credential();
        fixture.clock.advance(Duration.ofMinutes(1));

        assertThat(revoke(account, 1)).containsExactly(made.id());

        ReadCredential.Found found = useCases.read.byId(made.id(), account).orElseThrow();
        assertThat(found.secret()).isNull();
        assertThat(found.credential().address()).isEqualTo(made.address());
        assertThat(found.credential().standing())
                .isEqualTo(new Credential.Standing(
                        CredentialStatus.REVOKED,
                        "number moved",
                        "system",
                        fixture.clock.instant(),
                        2,
                        SyncStatus.SYNCED));
        assertThat(fixture.count(
                        "id = ? AND secret IS NULL AND secret_key_id IS NULL AND ha1_md5 IS NULL AND ha1_sha256 IS NULL"
                                + " AND ha1b_md5 IS NULL AND ha1b_sha256 IS NULL",
                        made.id().value()))
                .isEqualTo(1);
        assertThat(fixture.trailOf(made.id()))
                .containsExactly("credential.created|owner|-", "credential.revoked|system|number moved");
    }

    @Test
    void revoking_again_does_nothing_and_says_so() {
        AccountId account = fixture.account();
        Credential made =
                useCases.provisioned(fixture.order(account, number(2))).credential();
        revoke(account, 2);

        assertThat(revoke(account, 2)).isEmpty();
        assertThat(fixture.trailOf(made.id())).hasSize(2);
    }

    @Test
    void a_suspended_credential_can_be_revoked() {
        AccountId account = fixture.account();
        CredentialId id = useCases.provisioned(fixture.order(account, number(3)))
                .credential()
                .id();
        fixture.suspend(id);

        assertThat(revoke(account, 3)).containsExactly(id);
    }

    @Test
    void revoking_touches_only_that_number_of_that_account() {
        AccountId account = fixture.account();
        AccountId other = fixture.account();
        useCases.provisioned(fixture.order(account, number(4)));
        useCases.provisioned(fixture.order(account, number(5)));
        useCases.provisioned(fixture.order(other, number(4)));

        revoke(account, 4);

        assertThat(fixture.count("account_id = ? AND status = 'active'", account.value()))
                .isEqualTo(1);
        assertThat(fixture.count("account_id = ? AND status = 'active'", other.value()))
                .isEqualTo(1);
    }

    @Test
    void a_number_that_was_revoked_gets_a_new_credential_under_a_new_name() {
        AccountId account = fixture.account();
        Provisioned first = useCases.provisioned(fixture.order(account, number(6)));
        revoke(account, 6);

        Provisioned second = useCases.provisioned(fixture.order(account, number(6)));

        assertThat(second.created()).isTrue();
        assertThat(second.credential().address())
                .isNotEqualTo(first.credential().address());
        assertThat(second.secret()).isNotEqualTo(first.secret());
    }

    @Test
    void somebody_elses_credential_is_as_unknown_as_one_that_never_was() {
        AccountId account = fixture.account();
        AccountId stranger = fixture.account();
        CredentialId id = useCases.provisioned(fixture.order(account, number(7)))
                .credential()
                .id();
        DisplayName name = new DisplayName("Mallory");

        assertThat(useCases.read.byId(id, stranger)).isEmpty();
        assertThat(useCases.read.byId(new CredentialId(UUID.randomUUID()), stranger))
                .isEmpty();
        assertThat(useCases.rename.rename(id, stranger, name, "owner", fixture.clock.instant()))
                .isEqualTo(new RenameCredential.NotFound());
        assertThat(useCases.list.of(stranger)).isEmpty();
        assertThat(useCases.read
                        .byId(id, account)
                        .orElseThrow()
                        .credential()
                        .profile()
                        .displayName())
                .isEqualTo(new DisplayName("Ada \"Al\""));
    }

    @Test
    void a_new_name_is_kept_with_a_higher_revision_and_a_line_in_the_trail() {
        AccountId account = fixture.account();
        CredentialId id = useCases.provisioned(fixture.order(account, number(8)))
                .credential()
                .id();

        RenameCredential.Outcome outcome = rename(id, account, "Grace");

        Credential kept = useCases.read.byId(id, account).orElseThrow().credential();
        assertThat(outcome).isEqualTo(new RenameCredential.Renamed(kept));
        assertThat(kept.profile().displayName()).isEqualTo(new DisplayName("Grace"));
        assertThat(kept.standing().revision()).isEqualTo(2);
        assertThat(fixture.trailOf(id)).containsExactly("credential.created|owner|-", "credential.renamed|owner|-");
    }

    @Test
    void the_same_name_again_changes_nothing() {
        AccountId account = fixture.account();
        CredentialId id = useCases.provisioned(fixture.order(account, number(9)))
                .credential()
                .id();
        RenameCredential.Outcome first = rename(id, account, "Grace");

        assertThat(rename(id, account, "Grace")).isEqualTo(first);
        assertThat(fixture.trailOf(id)).hasSize(2);
    }

    @Test
    void a_suspended_credential_can_be_renamed_a_revoked_one_cannot() {
        AccountId account = fixture.account();
        CredentialId id = useCases.provisioned(fixture.order(account, number(10)))
                .credential()
                .id();
        fixture.suspend(id);
        assertThat(rename(id, account, "Grace")).isInstanceOf(RenameCredential.Renamed.class);

        revoke(account, 10);

        assertThat(rename(id, account, "Joan")).isEqualTo(new RenameCredential.NotAllowed(CredentialStatus.REVOKED));
    }

    @Test
    void live_credentials_come_first_and_the_newest_before_the_others() {
        AccountId account = fixture.account();
        CredentialId oldest = provisionLater(account, 11);
        CredentialId middle = provisionLater(account, 12);
        CredentialId newest = provisionLater(account, 13);
        revoke(account, 13);

        assertThat(useCases.list.of(account)).extracting(Credential::id).containsExactly(middle, oldest, newest);
    }

    @Test
    void only_an_active_credential_counts_as_one() {
        AccountId account = fixture.account();
        assertThat(useCases.list.anyActive(account)).isFalse();
        CredentialId id = provisionLater(account, 14);
        assertThat(useCases.list.anyActive(account)).isTrue();
        fixture.suspend(id);
        assertThat(useCases.list.anyActive(account)).isFalse();
        revoke(account, 14);
        assertThat(useCases.list.anyActive(account)).isFalse();
    }

    @Test
    void erasing_an_account_leaves_revoked_usernames_and_nothing_of_the_person() {
        AccountId account = fixture.account();
        CredentialId gone = provisionLater(account, 15);
        revoke(account, 15);
        CredentialId live = provisionLater(account, 16);
        CredentialId bystander = provisionLater(fixture.account(), 17);

        erase(account);

        assertThat(fixture.count(
                        "account_id = ? AND status = 'revoked' AND phone_number IS NULL AND display_name IS NULL"
                                + " AND device_id IS NULL AND secret IS NULL AND secret_key_id IS NULL"
                                + " AND ha1_md5 IS NULL AND ha1_sha256 IS NULL AND ha1b_sha256 IS NULL AND username LIKE 'u0000%'",
                        account.value()))
                .isEqualTo(2);
        assertThat(fixture.trailOf(gone)).hasSize(2);
        assertThat(fixture.trailOf(live))
                .containsExactly("credential.created|owner|-", "credential.revoked|owner|account erased");
        assertThat(fixture.count("id = ? AND status = 'active'", bystander.value()))
                .isEqualTo(1);
        assertThat(useCases.list.of(account)).extracting(Credential::number).containsOnlyNulls();
    }

    @Test
    void erasing_again_changes_nothing_more() {
        AccountId account = fixture.account();
        CredentialId id = provisionLater(account, 18);
        erase(account);
        List<Credential> erased = useCases.list.of(account);

        erase(account);

        assertThat(useCases.list.of(account)).isEqualTo(erased);
        assertThat(fixture.trailOf(id)).hasSize(2);
    }

    @Test
    void a_change_without_a_transaction_is_refused() {
        AccountId account = fixture.account();

        assertThatThrownBy(() -> useCases.revoke.erase(account, fixture.clock.instant()))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> useCases.revoke.revoke(account, number(1), "r", "system", fixture.clock.instant()))
                .isInstanceOf(IllegalStateException.class);
    }

    private CredentialId provisionLater(AccountId account, int n) {
        fixture.clock.advance(Duration.ofSeconds(1));
        return useCases.provisioned(fixture.order(account, number(n)))
                .credential()
                .id();
    }

    private List<CredentialId> revoke(AccountId account, int n) {
        return fixture.transaction.execute(status ->
                useCases.revoke.revoke(account, number(n), "number moved", "system", fixture.clock.instant()));
    }

    private RenameCredential.Outcome rename(CredentialId id, AccountId account, String name) {
        return useCases.rename.rename(id, account, new DisplayName(name), "owner", fixture.clock.instant());
    }

    private void erase(AccountId account) {
        fixture.transaction.executeWithoutResult(status -> useCases.revoke.erase(account, fixture.clock.instant()));
    }
}
