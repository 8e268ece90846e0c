package dev.firstring.web.account;

import dev.firstring.account.AccountId;
import dev.firstring.account.Caller;
import dev.firstring.account.ownership.ChangeNumber;
import dev.firstring.account.ownership.HeldNumber;
import dev.firstring.account.ownership.WaitingClaims;
import dev.firstring.account.profile.Profile;
import dev.firstring.account.profile.Profiles;
import dev.firstring.phone.PhoneNumber;
import dev.firstring.web.layout.Flash;
import dev.firstring.web.onboarding.LeaveSession;
import dev.firstring.web.onboarding.Purpose;
import dev.firstring.web.session.PausedPage;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** Adds or changes a number of the account. In both cases the user proves the new number in the onboarding flow. */
@Controller
@Hidden
@RequestMapping("/account/numbers")
final class NumberForms {

    private static final String FLOW = "redirect:/onboarding/number";

    private final Profiles profiles;
    private final LeaveSession flow;
    private final WaitingClaims waiting;
    private final ChangeNumber changeNumber;
    private final Flash flash;
    private final Clock clock;

    NumberForms(
            Profiles profiles,
            LeaveSession flow,
            WaitingClaims waiting,
            ChangeNumber changeNumber,
            Flash flash,
            Clock clock) {
        this.profiles = profiles;
        this.flow = flow;
        this.waiting = waiting;
        this.changeNumber = changeNumber;
        this.flash = flash;
        this.clock = clock;
    }

    @PostMapping("/add")
    String add(Caller caller, HttpServletResponse response, Model model) {
        if (!(caller instanceof Caller.Known)) {
            return PausedPage.show(model, "/account");
        }
        flow.begin(new Purpose.Known(null), response);
        return FLOW;
    }

    /**
     * Begins the flow that replaces a number. Requires a recent sign-in, as the end of the flow does. The old number
     * remains until the account has the new one.
     */
    @PostMapping("/change")
    String change(
            Caller caller, @RequestParam(defaultValue = "") String number, HttpServletResponse response, Model model) {
        if (!(caller instanceof Caller.Known known)) {
            return PausedPage.show(model, "/account");
        }
        AccountId account = known.account();
        PhoneNumber held = held(account, number).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        if (!changeNumber.mayChange(known, clock.instant())) {
            response.setStatus(HttpStatus.FORBIDDEN.value());
            return "account/again";
        }
        flow.begin(new Purpose.Known(held), response);
        return FLOW;
    }

    /** Rejects another user's claim to a number of the account. */
    @PostMapping("/refuse")
    String refuse(
            Caller caller, @RequestParam(defaultValue = "") String number, HttpServletResponse response, Model model) {
        if (!(caller instanceof Caller.Known(AccountId account, var _, var _))) {
            return PausedPage.show(model, "/account");
        }
        PhoneNumber held = held(account, number).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        waiting.refuse(account, held, clock.instant());
        flash.say("account.move-refused", response);
        return "redirect:/account";
    }

    private Optional<PhoneNumber> held(AccountId account, String e164) {
        return profiles.find(account).map(Profile::numbers).stream()
                .flatMap(numbers -> numbers.stream())
                .map(HeldNumber::number)
                .filter(number -> number.e164().equals(e164))
                .findFirst();
    }
}
