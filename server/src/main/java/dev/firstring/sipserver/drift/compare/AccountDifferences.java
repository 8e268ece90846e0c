package dev.firstring.sipserver.drift.compare;

import dev.firstring.platform.keys.SecretBox;
import dev.firstring.sip.Digests;
import dev.firstring.sip.credential.SealedSecrets;
import dev.firstring.sipserver.ServerAccount;
import dev.firstring.sipserver.drift.finding.DriftFinding.Difference;
import dev.firstring.sipserver.drift.finding.DriftKind;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Finds the differences between an account on a server and its credential. Values that the server does not report count
 * as equal. Thread-safe.
 */
@Component
public class AccountDifferences {

    private final SealedSecrets secrets;

    public AccountDifferences(SealedSecrets secrets) {
        this.secrets = secrets;
    }

    /**
     * The differences; empty for an account that is in sync.
     *
     * @param found the account on the server; empty if it has none
     */
    public List<Difference> of(KnownCredential known, Optional<ServerAccount> found) {
        if (known.revoked()) {
            return found.isEmpty() ? List.of() : List.of(difference(DriftKind.EXTRA, known, "it is revoked"));
        }
        if (found.isEmpty()) {
            return List.of(difference(
                    DriftKind.MISSING, known, "it is " + known.status().word()));
        }
        return differences(known, found.get());
    }

    private List<Difference> differences(KnownCredential known, ServerAccount account) {
        List<Difference> differences = new ArrayList<>();
        if (account.enabled() != known.active()) {
            String there = account.enabled() ? "admits" : "refuses";
            differences.add(difference(
                    DriftKind.WRONG_STATE,
                    known,
                    "it is " + known.status().word() + ", and the server " + there + " it"));
        }
        if (account.displayName() != null && !account.displayName().equals(known.name())) {
            differences.add(difference(DriftKind.WRONG_NAME, known, "the server has another name"));
        }
        Digests told = account.digests();
        SecretBox.Sealed sealed = known.sealed();
        if (told != null && sealed != null) {
            secret(known, sealed, told).ifPresent(differences::add);
        }
        return differences;
    }

    /** A secret that cannot be decrypted is reported as wrong, so that the run continues with the others. */
    private Optional<Difference> secret(KnownCredential known, SecretBox.Sealed sealed, Digests told) {
        Digests wanted;
        try {
            wanted = Digests.of(known.address(), secrets.open(known.id(), sealed), true);
        } catch (IllegalStateException e) {
            return Optional.of(
                    difference(DriftKind.WRONG_SECRET, known, "the secret in the database cannot be opened"));
        }
        boolean right = same(wanted.sha256(), told.sha256())
                && (told.md5() == null || wanted.md5() == null || same(wanted.md5(), told.md5()));
        return right
                ? Optional.empty()
                : Optional.of(difference(DriftKind.WRONG_SECRET, known, "the server has another one"));
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(
                one.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.US_ASCII));
    }

    private static Difference difference(DriftKind kind, KnownCredential known, String detail) {
        return new Difference(kind, known.aor(), known.id(), detail);
    }
}
