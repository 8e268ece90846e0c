package dev.firstring.onboarding;

import static dev.firstring.testing.Person.bearer;
import static dev.firstring.testing.Person.expect;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.account.AccountId;
import dev.firstring.account.DisplayName;
import dev.firstring.account.ownership.WaitingClaims;
import dev.firstring.account.profile.EraseAccount;
import dev.firstring.account.profile.RenameAccount;
import dev.firstring.account.session.RefreshTokens;
import dev.firstring.account.session.SignOut;
import dev.firstring.account.token.RefreshToken;
import dev.firstring.account.token.Renewer;
import dev.firstring.messaging.receipt.Receipt;
import dev.firstring.messaging.receipt.Receipts;
import dev.firstring.phone.PhoneNumber;
import dev.firstring.platform.jobs.Retention;
import dev.firstring.sip.CredentialId;
import dev.firstring.sip.CredentialStatus;
import dev.firstring.sip.Transport;
import dev.firstring.sip.credential.ProvisionCredential;
import dev.firstring.sip.credential.ProvisionOwnCredential;
import dev.firstring.sip.credential.RenameCredential;
import dev.firstring.sip.lifecycle.ChangeCredentialState;
import dev.firstring.sip.lifecycle.RegeneratePassword;
import dev.firstring.sip.sync.CredentialSync;
import dev.firstring.sipserver.Capability;
import dev.firstring.sipserver.MemoryServer;
import dev.firstring.sipserver.Registration;
import dev.firstring.sipserver.ServerId;
import dev.firstring.sipserver.drift.CheckDrift;
import dev.firstring.sipserver.drift.DriftRunStore;
import dev.firstring.sipserver.drift.RepairDrift;
import dev.firstring.sipserver.registration.RegistrationTracking;
import dev.firstring.softphone.link.CreateLink;
import dev.firstring.testing.Person;
import dev.firstring.testing.RunningService;
import dev.firstring.testing.RunningService.Reply;
import dev.firstring.testing.SettableClock;
import dev.firstring.testing.TestDatabase;
import dev.firstring.testing.Together;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** All that changes rows, at once, for the same two people and on two nodes: nobody waits in a circle. */
@Tag("slow")
class LockOrderTest {

    private static final int ROUNDS = 10;
    private static final DisplayName NAME = DisplayName.parse("Somebody").orElseThrow();
    private static final String[] SERVERS = {"one", "two"};

    private final SettableClock clock = new SettableClock();
    private final MoodySender sender = new MoodySender();

    @Test
    void whatever_runs_beside_whatever_else_nobody_waits_in_a_circle() {
        try (TestDatabase database = TestDatabase.create()) {
            // Otherwise a short lock_timeout would end a circle before the server has looked for one.
            new JdbcTemplate(database.superuser())
                    .execute("ALTER DATABASE " + database.name() + " SET deadlock_timeout = '20ms'");
            List<Integer> statuses = new ArrayList<>();
            double retried;
            try (RunningService one = node(database);
                    RunningService other = node(database)) {
                JdbcTemplate jdbc = new JdbcTemplate(database.service());
                for (int round = 0; round < ROUNDS; round++) {
                    statuses.addAll(new Round(one, other, jdbc, round).run());
                }
                retried = retries(one) + retries(other);
            }
            assertThat(statuses).as("answers").isNotEmpty().doesNotContain(500);
            assertThat(retried)
                    .as("transactions that ran again after a deadlock")
                    .isZero();
            assertThat(deadlocks(database))
                    .as("deadlocks that the server counted")
                    .isZero();
        }
    }

    /** Two people whose flows stand at every step, and all that may happen to them next, in an order drawn by the round. */
    private final class Round {

        private final RunningService one;
        private final RunningService other;
        private final JdbcTemplate jdbc;
        private final int number;
        private final List<Integer> statuses = Collections.synchronizedList(new ArrayList<>());

        Round(RunningService one, RunningService other, JdbcTemplate jdbc, int number) {
            this.one = one;
            this.other = other;
            this.jdbc = jdbc;
            this.number = number;
        }

        List<Integer> run() {
            sender.moody(false);
            String first = "+336123%05d".formatted(number * 4 + 1);
            String second = "+336123%05d".formatted(number * 4 + 2);
            Person anna = Person.typing(one, first, "f3a91c57e2b84d06");
            Person bert = Person.typing(other, second, "0b7de1948ac35f62");
            Reply ofAnna = anna.onboard();
            Reply ofBert = bert.onboard();
            List<AccountId> accounts = List.of(account(first), account(second));
            List<CredentialId> credentials = List.of(credential(first), credential(second));
            // As if they had not been here for two days, so that coming back is written down.
            jdbc.update("UPDATE account SET last_used_at = last_used_at - interval '2 days'");

            Person again = proved(one, first);
            Person taker = proved(other, first);
            Person giver = proved(one, second);
            Person changer = proved(other, second);
            Person spare = proved(one, "+336123%05d".formatted(number * 4 + 3));
            Person verifying = started(other, first);
            Person wrong = started(one, second);
            Person resending = started(other, first);
            clock.advance(Duration.ofSeconds(61));
            sender.moody(true);

            List<Runnable> work = new ArrayList<>();
            work.add(() -> told(Person.typing(one, first, "f3a91c57e2b84d06").start()));
            work.add(() -> told(Person.typing(other, first, "f3a91c57e2b84d06").start()));
            work.add(() -> told(Person.typing(other, second, "0b7de1948ac35f62").start()));
            work.add(() -> told(verifying.verify()));
            work.add(() -> told(wrong.verifyWrongly()));
            work.add(() -> told(resending.resend("sms")));
            work.add(() -> told(again.link()));
            work.add(() -> told(taker.link(bearer(ofBert))));
            work.add(() -> told(giver.link(bearer(ofAnna))));
            work.add(() -> told(replace(changer, first, ofAnna)));
            work.add(() -> told(replace(spare, second, ofBert)));
            for (int i = 0; i < 2; i++) {
                AccountId account = accounts.get(i);
                CredentialId credential = credentials.get(i);
                PhoneNumber phone = new PhoneNumber(i == 0 ? first : second);
                RunningService here = i == 0 ? one : other;
                Reply linked = i == 0 ? ofAnna : ofBert;
                work.add(() ->
                        here.bean(RegeneratePassword.class).regenerate(credential, account, "owner", clock.instant()));
                work.add(() -> become(here, CredentialStatus.SUSPENDED, credential));
                work.add(() -> become(here, CredentialStatus.ACTIVE, credential));
                work.add(() ->
                        here.bean(RenameCredential.class).rename(credential, account, NAME, "owner", clock.instant()));
                work.add(() -> here.bean(RenameAccount.class).rename(account, NAME));
                work.add(() -> provision(here, account, phone));
                work.add(() ->
                        here.bean(RefreshTokens.class).refresh(refreshToken(linked), new Renewer("192.0.2.1", null)));
                work.add(() -> here.bean(SignOut.class).everywhere(account));
                work.add(() -> here.bean(WaitingClaims.class).record(phone, clock.instant()));
                work.add(() -> here.bean(WaitingClaims.class).refuse(account, phone, clock.instant()));
                work.add(() -> here.bean(CredentialSync.class).sync(credential));
                work.add(() -> seen(here, credential));
                work.add(() -> receipts(here, phone));
                for (int link = 0; link < 3; link++) {
                    work.add(() -> here.bean(CreateLink.class).create(credential, account));
                }
                work.add(() -> here.bean(CheckDrift.class).start("admin:test"));
                work.add(() -> here.bean(CheckDrift.class).resume(CheckDrift.Progress.IGNORED, () -> true));
                work.add(() -> repair(here));
            }
            work.add(() -> become(other, CredentialStatus.REVOKED, credentials.get(number % 2)));
            work.add(() -> one.bean(EraseAccount.class).erase(accounts.get(0)));
            work.add(() -> other.bean(EraseAccount.class).erase(accounts.get(1)));
            work.add(() -> one.bean(Retention.class).run());
            work.add(() -> other.bean(Retention.class).run());
            Collections.shuffle(work, new Random(number));
            Together.run(work.size(), i -> {
                work.get(i).run();
                return i;
            });
            return statuses;
        }

        private Person started(RunningService node, String typed) {
            Person person = Person.typing(node, typed);
            expect(person.start());
            return person;
        }

        private Person proved(RunningService node, String typed) {
            Person person = started(node, typed);
            expect(person.verify());
            return person;
        }

        private void told(Reply reply) {
            statuses.add(reply.status());
        }

        private Reply replace(Person person, String old, Reply linked) {
            return one.post(
                    "/api/v1/onboarding/link-account",
                    "{\"session_id\":\"%s\",\"replaces_phone_number\":\"%s\"}".formatted(person.session(), old),
                    bearer(linked));
        }

        private void become(RunningService node, CredentialStatus next, CredentialId id) {
            node.bean(ChangeCredentialState.class).become(next, id, "test", "admin:test", clock.instant());
        }

        private void provision(RunningService node, AccountId account, PhoneNumber phone) {
            node.bean(ProvisionOwnCredential.class)
                    .provision(new ProvisionCredential.Order(
                            account, phone, NAME, null, Transport.TLS, "owner", clock.instant()));
        }

        private void seen(RunningService node, CredentialId credential) {
            node.bean(RegistrationTracking.class)
                    .seen(
                            credential,
                            new ServerId(SERVERS[0]),
                            new Registration(
                                    "phone",
                                    "sip:phone@192.0.2.1",
                                    "phone",
                                    Duration.ofHours(1),
                                    null,
                                    clock.instant()),
                            "192.0.2.1");
        }

        private void receipts(RunningService node, PhoneNumber phone) {
            jdbc.queryForList("SELECT id FROM message WHERE phone_number = ?", UUID.class, phone.e164())
                    .forEach(id -> {
                        node.bean(Receipts.class).record(Receipt.failed("moody", id, "lost", null));
                        node.bean(Receipts.class).record(Receipt.delivered("moody", id, null));
                    });
            node.bean(Receipts.class).catchUp();
        }

        private void repair(RunningService node) {
            node.bean(DriftRunStore.class)
                    .last()
                    .ifPresent(report -> node.bean(RepairDrift.class).repair(report.run(), "admin:test"));
        }

        private AccountId account(String phone) {
            return new AccountId(jdbc.queryForObject(
                    "SELECT account_id FROM number_holding WHERE phone_number = ? AND released_at IS NULL",
                    UUID.class,
                    phone));
        }

        private CredentialId credential(String phone) {
            return new CredentialId(
                    jdbc.queryForObject("SELECT id FROM sip_credential WHERE phone_number = ?", UUID.class, phone));
        }
    }

    private static RefreshToken refreshToken(Reply linked) {
        return RefreshToken.parse(linked.json().at("/data/tokens/refresh_token").asString())
                .orElseThrow();
    }

    private RunningService node(TestDatabase database) {
        return RunningService.over(database)
                .clock(clock)
                .sender(sender)
                .sipServers(server(SERVERS[0]), server(SERVERS[1]))
                .set("firstring.limits.number-hour", 100)
                .set("firstring.limits.number-day", 100)
                .set("firstring.limits.address-hour", 1000)
                .set("firstring.limits.device-day", 100)
                .set("firstring.limits.service-minute", 100_000)
                .set("db-scheduler.enabled", "false")
                .start();
    }

    private static MemoryServer server(String id) {
        return new MemoryServer(id, Capability.LISTS_ACCOUNTS);
    }

    private static double retries(RunningService node) {
        Counter counter = node.bean(MeterRegistry.class)
                .find("firstring.transactions.retries")
                .tag("reason", "40P01")
                .counter();
        return counter == null ? 0 : counter.count();
    }

    private static long deadlocks(TestDatabase database) {
        Long count = new JdbcTemplate(database.service())
                .queryForObject(
                        "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()", Long.class);
        return count == null ? 0 : count;
    }
}
