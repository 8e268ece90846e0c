package dev.firstring.hostile;

import dev.firstring.testing.RunningService;
import dev.firstring.testing.RunningService.Reply;
import dev.firstring.testing.TestDatabase;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Gives tests one service in development mode, started once for all of them, with limits so wide that no request is
 * refused for the number of those before it.
 */
final class TargetService implements ParameterResolver {

    /** The service, and an account on it. */
    static final class Target implements AutoCloseable {

        private final AtomicInteger count = new AtomicInteger();
        private final TestDatabase database = TestDatabase.create();
        private final RunningService service = RunningService.over(database)
                .set("firstring.limits.address-hour", 1000)
                .set("firstring.limits.service-minute", 100_000_000)
                .set("firstring.limits.service-day", 100_000_000)
                .set("logging.level.dev.firstring.inbox", "warn")
                .start();

        RunningService service() {
            return service;
        }

        /** A valid number that nobody has asked for yet. */
        String freshNumber() {
            return "+3361%07d".formatted(count.incrementAndGet());
        }

        /** An address that nobody has called from yet. */
        String freshAddress() {
            int next = count.incrementAndGet();
            return "10.%d.%d.%d".formatted(next >> 16 & 255, next >> 8 & 255, next & 255);
        }

        /**
         * A new account which may operate the service, so that every route is open to it, and the credential of another
         * account, so that what the account does to it does not end its own sign-in.
         */
        Login signUp() {
            Login own = account();
            return new Login(own.number(), own.accessToken(), account().credentialId());
        }

        /** Whether somebody is still signed in: some of what hostile tests ask for ends that. */
        boolean knows(Login login) {
            return service.get("/api/account", "Authorization", login.authorization())
                            .status()
                    == 200;
        }

        private Login account() {
            String number = freshNumber();
            Reply started = service.post(
                    "/api/v1/onboarding/start",
                    "{\"phone_number\":\"%s\"}".formatted(number),
                    "X-Forwarded-For",
                    freshAddress());
            String session = started.data("session_id");
            Reply verified = service.post(
                    "/api/v1/onboarding/verify-otp",
                    "{\"session_id\":\"%s\",\"phone_number\":\"%s\",\"otp_code\":\"%s\"}"
                            .formatted(session, number, started.data("otp_code")));
            Reply linked =
                    service.post("/api/v1/onboarding/link-account", "{\"session_id\":\"%s\"}".formatted(session));
            if (linked.status() != 200) {
                throw new AssertionError("nobody can sign up: " + verified.body() + linked.body());
            }
            new JdbcTemplate(database.service())
                    .update(
                            "UPDATE account SET admin_since = created_at WHERE id = ?::uuid",
                            linked.json().at("/data/user/id").asString());
            return new Login(
                    number,
                    linked.json().at("/data/tokens/access_token").asString(),
                    linked.json().at("/data/sip_credentials/id").asString());
        }

        @Override
        public void close() {
            service.close();
            database.close();
        }
    }

    /**
     * Somebody who is signed in.
     *
     * @param credentialId the SIP credential of somebody else
     */
    record Login(String number, String accessToken, String credentialId) {

        String authorization() {
            return "Bearer " + accessToken;
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext extension) {
        return parameter.getParameter().getType() == Target.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext extension) {
        return extension
                .getRoot()
                .getStore(ExtensionContext.Namespace.create(TargetService.class))
                .computeIfAbsent(Target.class, _ -> new Target(), Target.class);
    }
}
