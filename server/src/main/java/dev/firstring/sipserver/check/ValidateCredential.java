package dev.firstring.sipserver.check;

import dev.firstring.account.DisplayName;
import dev.firstring.sip.Credential;
import dev.firstring.sip.CredentialStatus;
import dev.firstring.sip.Digests;
import dev.firstring.sip.SipSecret;
import dev.firstring.sip.credential.ReadCredential;
import dev.firstring.sip.sync.SyncReport.SyncStep;
import dev.firstring.sipserver.Aor;
import dev.firstring.sipserver.SipServer;
import dev.firstring.sipserver.SipServerFault;
import dev.firstring.sipserver.fleet.Fleet;
import dev.firstring.sipserver.sync.ServerComparison;
import dev.firstring.sipserver.sync.SyncReports;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Checks a credential in the database and on every server, without changing anything (S8). Thread-safe. */
@Component
public class ValidateCredential {

    private static final String PUBLISHED = """
            SELECT algorithm, ha1
              FROM sip_auth
             WHERE username = ? AND domain = ?
            """;

    private static final Set<SyncStep.Name> END =
            EnumSet.of(SyncStep.Name.REFUSAL, SyncStep.Name.CACHES, SyncStep.Name.CONTACTS);

    private final ReadCredential read;
    private final Fleet fleet;
    private final SyncReports reports;
    private final JdbcTemplate jdbc;

    ValidateCredential(ReadCredential read, Fleet fleet, SyncReports reports, JdbcTemplate jdbc) {
        this.read = read;
        this.fleet = fleet;
        this.reports = reports;
        this.jdbc = jdbc;
    }

    /**
     * The result of one check.
     *
     * @param server the SIP server; null for the database
     * @param error what is wrong; null if nothing is
     */
    public record Check(
            String name, @Nullable String server, @Nullable String error) {

        public boolean passed() {
            return error == null;
        }
    }

    /** All checks, passed and failed. */
    public List<Check> checks(Credential credential) {
        List<Check> checks = new ArrayList<>();
        boolean active = credential.status() == CredentialStatus.ACTIVE;
        checks.add(check(
                "status",
                active ? null : "the credential is " + credential.status().word()));
        SipSecret secret = null;
        if (credential.status() != CredentialStatus.REVOKED) {
            try {
                secret = read.byId(credential.id(), credential.account())
                        .map(ReadCredential.Found::secret)
                        .orElse(null);
                checks.add(check("secret", secret == null ? "there is no secret" : null));
            } catch (IllegalStateException e) {
                checks.add(check("secret", e.getMessage()));
            }
        }
        checks.add(check("published", published(credential, active, secret)));
        ServerComparison.Wanted wanted = wanted(credential, secret);
        for (SipServer server : fleet.servers()) {
            checks.addAll(server(server, credential, wanted));
        }
        checks.addAll(inForce(credential));
        return checks;
    }

    /** Checks that fail for each server that may still admit what was valid before the last change. */
    private List<Check> inForce(Credential credential) {
        Map<String, String> open = new LinkedHashMap<>();
        reports.of(credential.id()).steps().stream()
                .filter(step -> END.contains(step.name()) && step.state() != SyncStep.State.DONE)
                .forEach(step -> {
                    String why = step.why() == null
                            ? "what was good before the last change may still be admitted"
                            : step.why();
                    open.merge(String.valueOf(step.server()), why, (first, then) -> first);
                });
        return open.entrySet().stream()
                .map(entry -> new Check("in_force", entry.getKey(), entry.getValue()))
                .toList();
    }

    private static Check check(String name, @Nullable String error) {
        return new Check(name, null, error);
    }

    /** Checks the view that SIP servers read; returns what is wrong, or null. */
    private @Nullable String published(Credential credential, boolean active, @Nullable SipSecret secret) {
        Optional<String> sha256 = jdbc
                .query(
                        PUBLISHED,
                        (row, number) -> row.getString("algorithm") + ":" + row.getString("ha1"),
                        credential.address().username().value(),
                        credential.address().domain())
                .stream()
                .filter(row -> row.startsWith("SHA-256:"))
                .map(row -> row.substring("SHA-256:".length()))
                .findFirst();
        if (!active) {
            return sha256.isPresent() ? "SIP servers that read the database still see it" : null;
        }
        if (sha256.isEmpty()) {
            return "SIP servers that read the database do not see it";
        }
        return secret == null || sha256(credential, secret).equals(sha256.get())
                ? null
                : "the published hash is not that of the secret: regenerate the password";
    }

    /** Checks one server: its account and, if the credential is not active, its contacts. */
    private static List<Check> server(SipServer server, Credential credential, ServerComparison.Wanted wanted) {
        String id = server.id().value();
        Aor aor = Aor.of(credential.address());
        boolean active = credential.status() == CredentialStatus.ACTIVE;
        List<Check> checks = new ArrayList<>();
        try {
            String wrong = ServerComparison.account(wanted, server, server.find(aor)).stream()
                    .findFirst()
                    .map(kind -> ServerComparison.text(kind, active))
                    .orElse(null);
            checks.add(new Check("account", id, wrong));
            if (!active) {
                int live = server.registrations(aor).size();
                checks.add(new Check(
                        "contacts",
                        id,
                        live == 0 ? null : "it is " + credential.status().word() + ", with live contacts: " + live));
            }
        } catch (SipServerFault fault) {
            checks.add(new Check(checks.isEmpty() ? "account" : "contacts", id, fault.getMessage()));
        }
        return checks;
    }

    private static ServerComparison.Wanted wanted(Credential credential, @Nullable SipSecret secret) {
        DisplayName name = credential.profile().displayName();
        return new ServerComparison.Wanted(
                credential.status(),
                name == null ? null : name.value(),
                secret == null ? null : Digests.of(credential.address(), secret, false));
    }

    private static String sha256(Credential credential, SipSecret secret) {
        return Digests.of(credential.address(), secret, false).sha256();
    }
}
