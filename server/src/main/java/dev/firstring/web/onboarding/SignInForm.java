package dev.firstring.web.onboarding;

import dev.firstring.onboarding.session.OnboardingSession.Step;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;

/**
 * Begins the flow to sign in. Leaves a session that the browser used for an account: a completed session would redirect
 * to the account, and a number that was proved for one account must not be linked to another. A session in progress
 * without an account continues, and its code remains valid.
 */
@Controller
@Hidden
final class SignInForm {

    private final CurrentSession sessions;
    private final Purpose purposes;
    private final LeaveSession leave;

    SignInForm(CurrentSession sessions, Purpose purposes, LeaveSession leave) {
        this.sessions = sessions;
        this.purposes = purposes;
        this.leave = leave;
    }

    @PostMapping("/onboarding/sign-in")
    String signIn(HttpServletRequest request, HttpServletResponse response) {
        if (!isUnderWay(request)) {
            leave.leave(request, response);
        }
        return "redirect:/onboarding";
    }

    /**
     * The same for a browser that was led here because it is signed out. Cancels nothing, since other sites can link
     * here.
     */
    @GetMapping("/onboarding/sign-in")
    String signedOut(HttpServletRequest request, HttpServletResponse response) {
        if (!isUnderWay(request)) {
            leave.forget(response);
        }
        return "redirect:/onboarding";
    }

    private boolean isUnderWay(HttpServletRequest request) {
        return purposes.read(request).isEmpty()
                && sessions.of(request)
                        .filter(current -> current.isAt(Step.OTP_VERIFICATION) || current.isAt(Step.ACCOUNT_LINK))
                        .isPresent();
    }
}
