package dev.firstring.web.onboarding;

import dev.firstring.abuse.limits.SendRefusal;
import dev.firstring.http.ClientAddress;
import dev.firstring.http.Problem;
import dev.firstring.http.ProblemTexts;
import dev.firstring.messaging.Channel;
import dev.firstring.onboarding.api.FlowProblems;
import dev.firstring.onboarding.resend.ResendCode;
import dev.firstring.onboarding.session.OnboardingSession;
import dev.firstring.onboarding.session.OnboardingSession.CurrentCode;
import dev.firstring.onboarding.session.OnboardingSession.NamedNumber;
import dev.firstring.onboarding.session.OnboardingSession.Step;
import dev.firstring.phone.PhoneNumber;
import dev.firstring.web.layout.Answering;
import dev.firstring.web.layout.Flash;
import dev.firstring.web.layout.Notice;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Sends the code again by SMS or call. */
@Controller
@Hidden
final class ResendForm {

    private final CurrentSession sessions;
    private final ResendCode resendCode;
    private final CodePages pages;
    private final ProblemTexts problems;
    private final Flash flash;

    ResendForm(CurrentSession sessions, ResendCode resendCode, CodePages pages, ProblemTexts problems, Flash flash) {
        this.sessions = sessions;
        this.resendCode = resendCode;
        this.pages = pages;
        this.problems = problems;
        this.flash = flash;
    }

    @PostMapping("/onboarding/resend")
    String resend(
            @RequestParam(defaultValue = "sms") String channel,
            @RequestParam(required = false) @Nullable String challenge,
            ClientAddress address,
            Locale language,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        Optional<CurrentSession.Current> current = atCode(request);
        if (current.isEmpty()) {
            return "redirect:/onboarding";
        }
        PhoneNumber number = Objects.requireNonNull(
                current.get().status().session().number(), "a session that waits for a code has a number");
        Channel wanted = channel.equals("voice") ? Channel.VOICE : Channel.SMS;
        ResendCode.Outcome outcome = resendCode.resend(
                current.get().id(),
                new ResendCode.Request(
                        NamedNumber.of(number), wanted, address.limitKey(), NumberForm.solution(challenge)));
        return switch (outcome) {
            case ResendCode.Outcome.Resent resent -> {
                flash.say(textOf(resent.session(), current.get().status().session(), wanted), response);
                yield "redirect:/onboarding/code";
            }
            case ResendCode.Outcome.NotNow notNow -> "redirect:/onboarding";
            case ResendCode.Outcome refused -> {
                Problem problem = FlowProblems.of(current.get().id(), refused);
                Answering.with(problem, response);
                CurrentSession.Current now = atCode(request).orElse(current.get());
                CodePage page = pages.of(now.status().session(), now.status().timers(), language);
                model.addAttribute(
                        "page",
                        switch (refused) {
                            case ResendCode.Outcome.Refused(SendRefusal.ChallengeRequired(var asked)) ->
                                page.asks(wanted.word(), asked);
                            // The page itself says that nothing was sent, and what can be done.
                            case ResendCode.Outcome.NotSent _ when page.state() != CodeState.ENTER -> page;
                            default -> page.with(Notice.of(problem, problems, language));
                        });
                yield CodePages.VIEW;
            }
        };
    }

    /** The message key for a message that is on its way: a call, the same code, or a new one. */
    private static String textOf(OnboardingSession after, OnboardingSession before, Channel channel) {
        CurrentCode code = after.code();
        CurrentCode former = before.code();
        boolean same = code != null
                && former != null
                && code.seed().verificationId().equals(former.seed().verificationId());
        return channel == Channel.VOICE ? "code.calling" : same ? "code.sent-again" : "code.sent-new";
    }

    private Optional<CurrentSession.Current> atCode(HttpServletRequest request) {
        return sessions.of(request).filter(current -> current.isAt(Step.OTP_VERIFICATION));
    }
}
