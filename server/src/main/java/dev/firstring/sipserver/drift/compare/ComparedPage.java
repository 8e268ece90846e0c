package dev.firstring.sipserver.drift.compare;

import dev.firstring.sip.CredentialId;
import dev.firstring.sipserver.drift.finding.Difference;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of comparing a page.
 *
 * @param seen the credentials whose account the server has
 * @param compared how many accounts or addresses the server told
 * @param next where the next page begins; null after the last
 */
public record ComparedPage(
        List<Difference> differences,
        List<CredentialId> seen,
        int compared,
        @Nullable String next) {

    /** Of what cannot be compared. */
    public static final ComparedPage NOTHING = new ComparedPage(List.of(), List.of(), 0, null);

    public ComparedPage {
        differences = List.copyOf(differences);
        seen = List.copyOf(seen);
    }
}
