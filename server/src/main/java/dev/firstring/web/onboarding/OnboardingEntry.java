package dev.firstring.web.onboarding;

import dev.firstring.account.Caller;
import dev.firstring.onboarding.life.ReadSession;
import dev.firstring.onboarding.session.OnboardingSession;
import dev.firstring.web.layout.Flash;
import dev.firstring.web.layout.Notice;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import java.util.Optional;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/**
 * The entry point of the flow: redirects to the current step of the session. Without one it asks for a number, or
 * redirects a user who is signed in to the account.
 */
@Controller
@Hidden
@RequestMapping("/onboarding")
final class OnboardingEntry {

    static final String NUMBER = "onboarding/number";

    private final ReadSession readSession;
    private final LeaveSession leave;
    private final SessionCookie cookie;
    private final NumberPages pages;
    private final Purpose purposes;
    private final MessageSource texts;
    private final Flash flash;

    OnboardingEntry(
            ReadSession readSession,
            LeaveSession leave,
            SessionCookie cookie,
            NumberPages pages,
            Purpose purposes,
            MessageSource texts,
            Flash flash) {
        this.flash = flash;
        this.purposes = purposes;
        this.readSession = readSession;
        this.leave = leave;
        this.cookie = cookie;
        this.pages = pages;
        this.texts = texts;
    }

    @GetMapping
    String enter(
            Caller caller, HttpServletRequest request, HttpServletResponse response, Locale language, Model model) {
        Optional<ReadSession.Status> status = cookie.read(request).flatMap(readSession::read);
        Optional<String> place = status.flatMap(OnboardingEntry::placeOf);
        if (place.isPresent()) {
            return "redirect:" + place.get();
        }
        if (status.isEmpty()
                && caller instanceof Caller.Known
                && purposes.read(request).isEmpty()) {
            return "redirect:/account";
        }
        NumberPage page = status.map(known -> pages.resumed(known, request, caller, language))
                .orElseGet(() -> pages.fresh(request, caller, language));
        if (status.isPresent() && status.get().expired()) {
            response.addHeader(HttpHeaders.SET_COOKIE, cookie.clear());
            page = page.with(Notice.info(texts.getMessage("error.session-ended", null, language)));
        }
        Optional<Notice> said = flash.take(request, response, language);
        model.addAttribute("page", said.isPresent() ? page.with(said.get()) : page);
        return NUMBER;
    }

    /** Shows the same page to a user who has a session and wants to correct its number. */
    @GetMapping("/number")
    String number(Caller caller, HttpServletRequest request, Locale language, Model model) {
        model.addAttribute(
                "page",
                cookie.read(request)
                        .flatMap(readSession::read)
                        .map(status -> pages.resumed(status, request, caller, language))
                        .orElseGet(() -> pages.fresh(request, caller, language)));
        return NUMBER;
    }

    /**
     * Handles GET requests for the URLs of forms that responded with a page, after a reload or a change of language.
     */
    @GetMapping({"/start", "/resend", "/cancel", "/restart"})
    String again() {
        return "redirect:/onboarding";
    }

    /** Cancels the session; a completed one only loses its cookie. Who came from the account is led back to it. */
    @PostMapping("/cancel")
    String cancel(HttpServletRequest request, HttpServletResponse response) {
        boolean fromAccount = purposes.read(request).isPresent();
        leave.leave(request, response);
        return fromAccount ? "redirect:/account" : "redirect:/onboarding";
    }

    /** Cancels the session of a number, which is then filled in for another one. */
    @PostMapping("/restart")
    String restart(HttpServletRequest request) {
        leave.cancel(request);
        return "redirect:/onboarding";
    }

    /** Returns the page of a session's current step; empty if the session is over or has no number yet. */
    static Optional<String> placeOf(ReadSession.Status status) {
        OnboardingSession session = status.session();
        if (status.expired() || session.cancelled()) {
            return Optional.empty();
        }
        return switch (session.step()) {
            case PHONE_INPUT -> Optional.empty();
            case OTP_VERIFICATION -> Optional.of("/onboarding/code");
            case ACCOUNT_LINK -> Optional.of("/onboarding/finish");
            case SIP_PROVISIONING, COMPLETE -> Optional.of("/onboarding/done");
        };
    }
}
