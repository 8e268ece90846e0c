package dev.firstring.chaos.load;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The acknowledged results of one session. Thread-safe. */
public final class Trace {

    private final String sessionId;
    private final String number;
    private final String verificationId;
    private final List<Link> links = new ArrayList<>();
    private int accepted;
    private int judgedWrong;

    public Trace(String sessionId, String number, String verificationId) {
        this.sessionId = sessionId;
        this.number = number;
        this.verificationId = verificationId;
    }

    /**
     * An acknowledged link.
     *
     * @param callerToken the token of the request; null for a caller without one
     * @param accessToken a token for the account
     */
    public record Link(
            String account,
            String credential,
            String username,
            String password,
            String accessToken,
            @Nullable String callerToken,
            long atNanos) {

        /** The values that must be identical in every response. */
        public String identity() {
            return account + " " + credential + " " + username + " " + password;
        }

        public static Link of(Reply.Answered answer, @Nullable String callerToken) {
            return new Link(
                    answer.body().path("user").path("id").asString(""),
                    answer.body().path("sip_credentials").path("id").asString(""),
                    answer.body().path("sip_credentials").path("sip_username").asString(""),
                    answer.body().path("sip_credentials").path("sip_password").asString(""),
                    answer.body().path("tokens").path("access_token").asString(""),
                    callerToken,
                    System.nanoTime());
        }
    }

    public String sessionId() {
        return sessionId;
    }

    public String number() {
        return number;
    }

    public String verificationId() {
        return verificationId;
    }

    synchronized void codeAccepted() {
        accepted++;
    }

    synchronized void codeJudgedWrong() {
        judgedWrong++;
    }

    synchronized void linked(Link link) {
        links.add(link);
    }

    /** The number of acknowledged successful verifications. */
    public synchronized int accepted() {
        return accepted;
    }

    /** The number of wrong codes that were acknowledged as counted. */
    public synchronized int judgedWrong() {
        return judgedWrong;
    }

    public synchronized List<Link> links() {
        return List.copyOf(links);
    }
}
