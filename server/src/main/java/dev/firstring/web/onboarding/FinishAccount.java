package dev.firstring.web.onboarding;

import dev.firstring.account.Caller;
import dev.firstring.account.ownership.ClaimOutcome;
import dev.firstring.account.token.TokenCookies;
import dev.firstring.http.Problem;
import dev.firstring.http.ProblemTexts;
import dev.firstring.onboarding.api.FlowProblems;
import dev.firstring.onboarding.life.ReadSession;
import dev.firstring.onboarding.link.LinkAccount;
import dev.firstring.onboarding.session.OnboardingSession.NamedNumber;
import dev.firstring.onboarding.session.SessionId;
import dev.firstring.web.layout.Answering;
import dev.firstring.web.layout.Flash;
import dev.firstring.web.layout.Notice;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/**
 * Links a proved number to its account and signs the browser in. A number that was proved for a signed-in account is
 * never linked to another one: if the sign-in has expired, the user renews it first. Thread-safe.
 */
@Component
final class FinishAccount {

    static final String VIEW = "onboarding/finish";

    private final LinkAccount linkAccount;
    private final TokenCookies tokens;
    private final Purpose purposes;
    private final ProblemTexts problems;
    private final ReadSession readSession;
    private final LeaveSession leave;
    private final Flash flash;

    FinishAccount(
            LinkAccount linkAccount,
            TokenCookies tokens,
            Purpose purposes,
            ProblemTexts problems,
            ReadSession readSession,
            LeaveSession leave,
            Flash flash) {
        this.readSession = readSession;
        this.leave = leave;
        this.flash = flash;
        this.linkAccount = linkAccount;
        this.tokens = tokens;
        this.purposes = purposes;
        this.problems = problems;
    }

    /** Returns the next view. */
    String finish(
            SessionId id,
            Caller caller,
            Locale language,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        Optional<Purpose.Known> purpose = purposes.read(request);
        if (purpose.isPresent() && !(caller instanceof Caller.Known)) {
            return "redirect:/onboarding/finish";
        }
        LinkAccount.Request wanted = new LinkAccount.Request(
                id,
                caller,
                null,
                purpose.map(Purpose.Known::replaces).map(NamedNumber::of).orElse(null));
        return switch (linkAccount.link(wanted)) {
            case LinkAccount.Outcome.Linked linked -> {
                tokens.give(linked.tokens()).forEach(cookie -> response.addHeader(HttpHeaders.SET_COOKIE, cookie));
                Optional.ofNullable(linked.device())
                        .ifPresent(device -> response.addHeader(HttpHeaders.SET_COOKIE, tokens.give(device)));
                yield next(id, linked, purpose.map(Purpose.Known::replaces).isPresent(), response);
            }
            case LinkAccount.Outcome.NotNow notNow -> "redirect:/onboarding";
            case LinkAccount.Outcome refused -> {
                Problem problem = FlowProblems.of(refused);
                Answering.with(problem, response);
                boolean elsewhere =
                        refused instanceof LinkAccount.Outcome.NotClaimed(var _, ClaimOutcome.AuthenticationRequired _);
                model.addAttribute("elsewhere", elsewhere);
                if (!elsewhere) {
                    model.addAttribute("notice", Notice.of(problem, problems, language));
                }
                model.addAttribute("again", refused instanceof LinkAccount.Outcome.ReauthenticationRequired);
                yield VIEW;
            }
        };
    }

    /**
     * A credential that existed before the session is set up already, so its owner continues at the account and leaves
     * the flow; a new one is set up first.
     */
    private String next(
            SessionId id, LinkAccount.Outcome.Linked linked, boolean changed, HttpServletResponse response) {
        Instant created = linked.credential().times().created();
        boolean known = readSession
                .read(id)
                .map(status -> created.isBefore(status.session().createdAt()))
                .orElse(false);
        if (!known) {
            response.addHeader(HttpHeaders.SET_COOKIE, purposes.clear());
            return "redirect:/onboarding/done";
        }
        leave.forget(response);
        if (changed) {
            flash.say("account.number-changed", response);
        }
        return "redirect:/account";
    }
}
