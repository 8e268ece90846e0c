package dev.firstring.web.onboarding;

import dev.firstring.abuse.challenge.Challenges.Challenge;
import dev.firstring.abuse.limits.SendRefusal;
import dev.firstring.account.Caller;
import dev.firstring.account.ownership.DeviceToken;
import dev.firstring.account.token.TokenCookies;
import dev.firstring.http.ClientAddress;
import dev.firstring.http.Problem;
import dev.firstring.http.ProblemTexts;
import dev.firstring.onboarding.api.FlowProblems;
import dev.firstring.onboarding.api.RequestFields;
import dev.firstring.onboarding.session.Device;
import dev.firstring.onboarding.start.StartOnboarding;
import dev.firstring.phone.PhoneNumber;
import dev.firstring.web.layout.Answering;
import dev.firstring.web.layout.Notice;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PostMapping;

/** Starts onboarding with a number. Errors of the number are shown beside the field, other problems above it. */
@Controller
@Hidden
final class StartForm {

    private final StartOnboarding startOnboarding;
    private final NumberPages pages;
    private final CodePages codes;
    private final LeaveSession leave;
    private final ProblemTexts problems;
    private final RequestFields fields;
    private final TokenCookies tokens;

    StartForm(
            StartOnboarding startOnboarding,
            NumberPages pages,
            CodePages codes,
            LeaveSession leave,
            ProblemTexts problems,
            RequestFields fields,
            TokenCookies tokens) {
        this.startOnboarding = startOnboarding;
        this.pages = pages;
        this.codes = codes;
        this.leave = leave;
        this.problems = problems;
        this.fields = fields;
        this.tokens = tokens;
    }

    @PostMapping("/onboarding/start")
    String start(
            NumberForm form,
            Caller caller,
            ClientAddress address,
            Locale language,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        return switch (pages.read(form, request, caller, language)) {
            case NumberPages.Typed.Wrong(NumberPage page) -> wrong(page, response, model);
            case NumberPages.Typed.Accepted(NumberPage page, PhoneNumber number) -> {
                StartOnboarding.Request wanted = new StartOnboarding.Request(
                        null,
                        number,
                        page.region(),
                        new Device(
                                page.device(),
                                "web",
                                null,
                                tokens.device(request).map(DeviceToken::proof).orElse(null)),
                        fields.messageLanguage(request),
                        address.limitKey(),
                        form.wanted(),
                        form.solution());
                yield show(startOnboarding.start(wanted), page, language, request, response, model);
            }
        };
    }

    private static String wrong(NumberPage page, HttpServletResponse response, Model model) {
        response.setStatus(HttpStatus.BAD_REQUEST.value());
        model.addAttribute("page", page);
        return OnboardingEntry.NUMBER;
    }

    private String show(
            StartOnboarding.Outcome outcome,
            NumberPage page,
            Locale language,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        return switch (outcome) {
            case StartOnboarding.Outcome.Started started -> {
                leave.goOnIn(started.id(), request, response);
                yield "redirect:/onboarding/code";
            }
            case StartOnboarding.Outcome.NotSent unsent -> {
                // The session is open: a call may be delivered although the SMS was not.
                leave.goOnIn(unsent.id(), request, response);
                Answering.with(FlowProblems.of(unsent), response);
                model.addAttribute("page", codes.of(unsent.session(), unsent.timers(), language));
                yield CodePages.VIEW;
            }
            case StartOnboarding.Outcome.Refused(SendRefusal.ChallengeRequired(Challenge challenge)) -> {
                Answering.with(FlowProblems.of(outcome), response);
                model.addAttribute("page", page.asks(challenge));
                yield OnboardingEntry.NUMBER;
            }
            case StartOnboarding.Outcome.NotNow refused -> refuse(outcome, page, language, response, model);
            case StartOnboarding.Outcome.Landline(boolean callPossible) -> {
                Answering.with(FlowProblems.of(outcome), response);
                model.addAttribute("page", page.landline(callPossible));
                yield OnboardingEntry.NUMBER;
            }
            case StartOnboarding.Outcome.NumberRefused refused -> refuse(outcome, page, language, response, model);
            case StartOnboarding.Outcome.Refused refused -> refuse(outcome, page, language, response, model);
        };
    }

    private String refuse(
            StartOnboarding.Outcome outcome,
            NumberPage page,
            Locale language,
            HttpServletResponse response,
            Model model) {
        Problem problem = FlowProblems.of(outcome);
        Answering.with(problem, response);
        model.addAttribute("page", page.with(Notice.of(problem, problems, language)));
        return OnboardingEntry.NUMBER;
    }
}
