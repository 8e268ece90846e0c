package dev.firstring.web.onboarding;

import dev.firstring.account.Caller;
import dev.firstring.http.Problem;
import dev.firstring.http.ProblemTexts;
import dev.firstring.onboarding.api.FlowProblems;
import dev.firstring.onboarding.session.OnboardingSession.NamedNumber;
import dev.firstring.onboarding.session.OnboardingSession.Step;
import dev.firstring.onboarding.session.SessionId;
import dev.firstring.onboarding.verify.VerifyCode;
import dev.firstring.phone.PhoneNumber;
import dev.firstring.verification.Otp;
import dev.firstring.web.layout.Answering;
import dev.firstring.web.layout.Flash;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Verifies the code that a user enters. The right code leads straight to the account. If the session has moved on, for
 * example in another tab, the user is redirected to its current step.
 */
@Controller
@Hidden
@RequestMapping("/onboarding/code")
final class CodeForm {

    private final CurrentSession sessions;
    private final VerifyCode verifyCode;
    private final FinishAccount finish;
    private final CodePages pages;
    private final ProblemTexts problems;
    private final MessageSource texts;
    private final Flash flash;

    CodeForm(
            CurrentSession sessions,
            VerifyCode verifyCode,
            FinishAccount finish,
            CodePages pages,
            ProblemTexts problems,
            MessageSource texts,
            Flash flash) {
        this.flash = flash;
        this.sessions = sessions;
        this.verifyCode = verifyCode;
        this.finish = finish;
        this.pages = pages;
        this.problems = problems;
        this.texts = texts;
    }

    @GetMapping
    String page(HttpServletRequest request, HttpServletResponse response, Locale language, Model model) {
        Optional<CurrentSession.Current> current = atCode(request);
        if (current.isEmpty()) {
            return "redirect:/onboarding";
        }
        model.addAttribute(
                "page",
                page(current.get(), language)
                        .with(flash.take(request, response, language).orElse(null)));
        return CodePages.VIEW;
    }

    @PostMapping
    String verify(
            @RequestParam(defaultValue = "") String otpCode,
            Caller caller,
            Locale language,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        Optional<CurrentSession.Current> current = atCode(request);
        if (current.isEmpty()) {
            return "redirect:/onboarding";
        }
        return switch (Otp.Presented.read(otpCode)) {
            case Otp.Presented.Read(Otp code) ->
                verify(current.get(), code, caller, language, request, response, model);
            case Otp.Presented.NoCode() ->
                refuse(current.get(), texts.getMessage("code.six-digits", null, language), language, response, model);
            case Otp.Presented.Strange(String character) ->
                refuse(
                        current.get(),
                        texts.getMessage("code.strange", new Object[] {character}, language),
                        language,
                        response,
                        model);
        };
    }

    private String refuse(
            CurrentSession.Current current, String why, Locale language, HttpServletResponse response, Model model) {
        response.setStatus(HttpStatus.BAD_REQUEST.value());
        model.addAttribute("page", page(current, language).wrong(why));
        return CodePages.VIEW;
    }

    private String verify(
            CurrentSession.Current current,
            Otp presented,
            Caller caller,
            Locale language,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        SessionId id = current.id();
        PhoneNumber number = Objects.requireNonNull(
                current.status().session().number(), "a session that waits for a code has a number");
        VerifyCode.Outcome outcome = verifyCode.verify(id, NamedNumber.of(number), presented);
        return switch (outcome) {
            case VerifyCode.Outcome.Verified verified -> finish.finish(id, caller, language, request, response, model);
            case VerifyCode.Outcome.NotNow notNow -> "redirect:/onboarding";
            case VerifyCode.Outcome.Wrong wrong -> refuse(outcome, language, request, response, model);
            case VerifyCode.Outcome.NoCode none -> refuse(outcome, language, request, response, model);
            case VerifyCode.Outcome.OtherNumber other -> refuse(outcome, language, request, response, model);
        };
    }

    private String refuse(
            VerifyCode.Outcome outcome,
            Locale language,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        Optional<CurrentSession.Current> now = atCode(request);
        if (now.isEmpty()) {
            return "redirect:/onboarding";
        }
        Problem problem = FlowProblems.of(outcome);
        Answering.with(problem, response);
        model.addAttribute(
                "page",
                page(now.get(), language).wrong(problems.of(problem, language).detail()));
        return CodePages.VIEW;
    }

    private Optional<CurrentSession.Current> atCode(HttpServletRequest request) {
        return sessions.of(request).filter(current -> current.isAt(Step.OTP_VERIFICATION));
    }

    private CodePage page(CurrentSession.Current current, Locale language) {
        return pages.of(current.status().session(), current.status().timers(), language);
    }
}
