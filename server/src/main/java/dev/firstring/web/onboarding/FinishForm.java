package dev.firstring.web.onboarding;

import dev.firstring.account.Caller;
import dev.firstring.onboarding.session.OnboardingSession.Step;
import dev.firstring.web.session.PausedPage;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/** Retries the link to the account for a user whose number is proved but not linked yet. */
@Controller
@Hidden
@RequestMapping("/onboarding/finish")
final class FinishForm {

    private final CurrentSession sessions;
    private final FinishAccount finish;
    private final Purpose purposes;

    FinishForm(CurrentSession sessions, FinishAccount finish, Purpose purposes) {
        this.sessions = sessions;
        this.finish = finish;
        this.purposes = purposes;
    }

    @GetMapping
    String page(Caller caller, HttpServletRequest request, Model model) {
        if (proved(request).isEmpty()) {
            return "redirect:/onboarding";
        }
        return purposes.read(request).isPresent() && !(caller instanceof Caller.Known)
                ? PausedPage.show(model, "/onboarding/finish")
                : FinishAccount.VIEW;
    }

    @PostMapping
    String ask(Caller caller, Locale language, HttpServletRequest request, HttpServletResponse response, Model model) {
        return proved(request)
                .map(current -> finish.finish(current.id(), caller, language, request, response, model))
                .orElse("redirect:/onboarding");
    }

    private Optional<CurrentSession.Current> proved(HttpServletRequest request) {
        return sessions.of(request).filter(current -> current.isAt(Step.ACCOUNT_LINK));
    }
}
