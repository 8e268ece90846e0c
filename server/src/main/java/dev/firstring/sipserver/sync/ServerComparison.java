package dev.firstring.sipserver.sync;

import dev.firstring.sip.CredentialStatus;
import dev.firstring.sip.Digests;
import dev.firstring.sip.SipSecret;
import dev.firstring.sipserver.Capability;
import dev.firstring.sipserver.ServerAccount;
import dev.firstring.sipserver.SipServer;
import dev.firstring.sipserver.drift.finding.DriftKind;
import dev.firstring.sipserver.sync.WantedStateStore.WantedState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Finds the differences between a server and a credential. Values that the server does not report count as equal. */
public final class ServerComparison {

    private ServerComparison() {}

    /**
     * The state that a server should have.
     *
     * @param name null for no display name
     * @param digests null if the credential is revoked, or if they are unknown
     */
    public record Wanted(
            CredentialStatus status,
            @Nullable String name,
            @Nullable Digests digests) {

        boolean active() {
            return status == CredentialStatus.ACTIVE;
        }
    }

    /**
     * Queries a server for its differences, including contacts. An account that the service did not create is not a
     * difference.
     *
     * @param applied whether the server is known to have had our account
     */
    static List<DriftKind> differences(
            WantedState wanted, @Nullable SipSecret secret, SipServer server, boolean applied) {
        Wanted ours = wanted.compared(secret);
        Optional<ServerAccount> found = server.find(wanted.aor()).filter(account -> applied || wanted.made(account));
        List<DriftKind> differences = new ArrayList<>(account(ours, server, found));
        differences.addAll(
                contacts(ours, () -> server.registrations(wanted.aor()).size()));
        return differences;
    }

    /** Reads the account back, and describes the first difference; empty if there is none. */
    static Optional<String> mistake(WantedState wanted, @Nullable SipSecret secret, SipServer server) {
        return account(wanted.compared(secret), server, server.find(wanted.aor())).stream()
                .findFirst()
                .map(kind -> text(kind, wanted.active()));
    }

    /**
     * The differences of an account. A server that reads the database has no account for a credential that is not
     * active.
     */
    public static List<DriftKind> account(Wanted wanted, SipServer server, Optional<ServerAccount> found) {
        if (wanted.status() == CredentialStatus.REVOKED) {
            return found.isPresent() ? List.of(DriftKind.EXTRA) : List.of();
        }
        if (found.isEmpty()) {
            boolean absent = !wanted.active() && server.capabilities().contains(Capability.READS_DATABASE);
            return absent ? List.of() : List.of(DriftKind.MISSING);
        }
        return differences(wanted, found.get());
    }

    /** The difference in contacts: a credential that is not active must have none. */
    public static List<DriftKind> contacts(Wanted wanted, Supplier<Integer> live) {
        return wanted.active() || live.get() == 0 ? List.of() : List.of(DriftKind.ORPHAN_CONTACT);
    }

    /** Describes a difference for an operator. */
    public static String text(DriftKind kind, boolean active) {
        return switch (kind) {
            case MISSING -> "the server has no such account";
            case EXTRA -> "the server still has the account";
            case WRONG_STATE ->
                active ? "the server does not admit the account" : "the server still admits the account";
            case WRONG_NAME -> "the server has another display name";
            case WRONG_SECRET -> "the server has another secret";
            case ORPHAN_CONTACT -> "the server still has a live contact";
            case FOREIGN -> "the service never made the account";
        };
    }

    private static List<DriftKind> differences(Wanted wanted, ServerAccount account) {
        List<DriftKind> found = new ArrayList<>();
        if (account.enabled() != wanted.active()) {
            found.add(DriftKind.WRONG_STATE);
        }
        if (account.displayName() != null && !account.displayName().equals(wanted.name())) {
            found.add(DriftKind.WRONG_NAME);
        }
        if (account.digests() != null
                && wanted.digests() != null
                && !account.digests().sha256().equals(wanted.digests().sha256())) {
            found.add(DriftKind.WRONG_SECRET);
        }
        return found;
    }
}
