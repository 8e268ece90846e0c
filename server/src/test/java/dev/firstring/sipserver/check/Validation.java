package dev.firstring.sipserver.check;

import dev.firstring.sip.Credential;
import dev.firstring.sip.SipFixture;
import dev.firstring.sip.credential.UseCases;
import dev.firstring.sipserver.sync.SyncNode;
import java.util.List;

/** What an operator is told who validates a credential. */
public final class Validation {

    private Validation() {}

    /** What is wrong, each as {@code name: error}. */
    public static List<String> problems(SipFixture fixture, UseCases useCases, SyncNode node, Credential credential) {
        Credential now = useCases.read
                .byId(credential.id(), credential.account())
                .orElseThrow()
                .credential();
        return new ValidateCredential(useCases.read, node.fleet, node.reports, fixture.jdbc)
                .checks(now).stream()
                        .filter(check -> !check.passed())
                        .map(check -> check.name() + ": " + check.error())
                        .toList();
    }
}
