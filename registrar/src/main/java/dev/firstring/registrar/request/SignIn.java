package dev.firstring.registrar.request;

import dev.firstring.registrar.account.AccountLookups;
import dev.firstring.registrar.account.AddressOfRecord;
import dev.firstring.registrar.account.Ha1Hashes;
import dev.firstring.registrar.account.Lookup;
import dev.firstring.registrar.account.SipAccount;
import dev.firstring.registrar.digest.DigestAlgorithm;
import dev.firstring.registrar.digest.DigestAnswer;
import dev.firstring.registrar.digest.FailureAllowance;
import dev.firstring.registrar.digest.NonceUses;
import dev.firstring.registrar.digest.Nonces;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Decides whether a phone may register an address or call from it. Absent accounts, inactive accounts and wrong secrets get the same
 * response after the same work. Thread-safe.
 */
public final class SignIn {

    private static final Ha1Hashes DECOY = new Ha1Hashes("0".repeat(32), "0".repeat(64));

    private final String realm;
    private final ServedNames names;
    private final List<DigestAlgorithm> algorithms;
    private final Nonces nonces;
    private final NonceUses uses;
    private final FailureAllowance allowance;
    private final AccountLookups accounts;

    public SignIn(
            String realm,
            ServedNames names,
            List<DigestAlgorithm> algorithms,
            Nonces nonces,
            NonceUses uses,
            FailureAllowance allowance,
            AccountLookups accounts) {
        this.realm = realm;
        this.names = names;
        this.algorithms = List.copyOf(algorithms);
        this.nonces = nonces;
        this.uses = uses;
        this.allowance = allowance;
        this.accounts = accounts;
    }

    /** The outcome. */
    public sealed interface Verdict {

        record In(UUID account) implements Verdict {}

        /**
         * The phone must answer a challenge.
         *
         * @param stale whether only the nonce was rejected, so that the phone can retry with the same secret
         */
        record Challenged(boolean stale) implements Verdict {}

        record Malformed() implements Verdict {}

        record Refused() implements Verdict {}

        /** Too many sign-ins from that source have failed. */
        record Throttled() implements Verdict {}

        /** The accounts cannot be read. */
        record Away() implements Verdict {}
    }

    /**
     * Judges the credentials of a request.
     *
     * @param header the name of the header that has them, in lower case
     */
    public Verdict judge(Incoming incoming, AddressOfRecord aor, String header) {
        List<DigestAnswer> answers = incoming.head().values(header).stream()
                .map(DigestAnswer::read)
                .flatMap(Optional::stream)
                .filter(answer -> answer.realm().equals(realm))
                .toList();
        if (answers.isEmpty()) {
            return new Verdict.Challenged(false);
        }
        // The phone may also answer other challenges of this realm.
        DigestAnswer answer = answers.stream()
                .filter(given -> given.algorithm().filter(algorithms::contains).isPresent())
                .findFirst()
                .orElse(answers.getFirst());
        if (!answer.isWhole() || !names.mean(answer.uri(), incoming.request().getRequestURI())) {
            return new Verdict.Malformed();
        }
        InetAddress source = incoming.source();
        Optional<Instant> issued = nonces.issued(answer.nonce(), source);
        if (issued.isEmpty()) {
            return new Verdict.Challenged(true);
        }
        if (!allowance.isLeft(source)) {
            return new Verdict.Throttled();
        }
        return switch (accounts.find(aor)) {
            case Lookup.Away away -> new Verdict.Away();
            case Lookup.None none -> {
                isRight(answer, DECOY, incoming, aor);
                yield refused(source);
            }
            case Lookup.Found(SipAccount account) -> {
                if (!isRight(answer, hashes(account, answer, aor), incoming, aor)) {
                    yield refused(source);
                }
                boolean first = answer.isOnce()
                        ? uses.takeWhole(answer.nonce(), issued.get())
                        : uses.take(answer.nonce(), issued.get(), answer.count());
                yield first ? new Verdict.In(account.id()) : new Verdict.Challenged(true);
            }
        };
    }

    /** The challenges, which do not depend on the account: one for each algorithm, in their order. */
    public List<String> challenges(InetAddress source, boolean stale) {
        String nonce = nonces.issue(source);
        return algorithms.stream()
                .map(algorithm -> "Digest realm=\"" + realm + "\", nonce=\"" + nonce + "\", algorithm="
                        + algorithm.token() + ", qop=\"auth\"" + (stale ? ", stale=true" : ""))
                .toList();
    }

    private boolean isRight(DigestAnswer answer, Ha1Hashes hashes, Incoming incoming, AddressOfRecord aor) {
        Optional<DigestAlgorithm> algorithm = answer.algorithm().filter(algorithms::contains);
        boolean known = answer.isBy(
                hashes,
                algorithm.orElse(DigestAlgorithm.MD5),
                incoming.request().getMethod());
        return known && algorithm.isPresent() && (answer.username().equals(aor.user()) || isFullName(answer, aor));
    }

    /**
     * The hashes for the username that the phone uses. If it is not a name of the account, the hashes are irrelevant.
     */
    private static Ha1Hashes hashes(SipAccount account, DigestAnswer answer, AddressOfRecord aor) {
        Ha1Hashes ofFullName = account.ofFullName();
        if (!isFullName(answer, aor)) {
            return account.hashes();
        }
        return ofFullName == null ? DECOY : ofFullName;
    }

    private static boolean isFullName(DigestAnswer answer, AddressOfRecord aor) {
        return answer.username().equals(aor.user() + "@" + aor.domain());
    }

    private Verdict refused(InetAddress source) {
        allowance.failed(source);
        return new Verdict.Refused();
    }
}
