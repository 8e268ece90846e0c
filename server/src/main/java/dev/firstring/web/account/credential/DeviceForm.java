package dev.firstring.web.account.credential;

import dev.firstring.account.AccountId;
import dev.firstring.account.Caller;
import dev.firstring.http.ErrorCode;
import dev.firstring.http.Problem;
import dev.firstring.http.ProblemTexts;
import dev.firstring.sip.Credential;
import dev.firstring.sip.sync.SyncStatus;
import dev.firstring.sipserver.SipServerFault;
import dev.firstring.sipserver.registration.DropContacts;
import dev.firstring.sipserver.web.FaultProblem;
import dev.firstring.web.account.AccountPages;
import dev.firstring.web.layout.Answering;
import dev.firstring.web.layout.Flash;
import dev.firstring.web.layout.Notice;
import dev.firstring.web.session.PausedPage;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** Signs a device out. A device that is no longer registered counts as signed out. */
@Controller
@Hidden
final class DeviceForm {

    private final OwnCredential own;
    private final DropContacts drop;
    private final AccountPages pages;
    private final ProblemTexts problems;
    private final Flash flash;
    private final Clock clock;

    DeviceForm(
            OwnCredential own, DropContacts drop, AccountPages pages, ProblemTexts problems, Flash flash, Clock clock) {
        this.own = own;
        this.drop = drop;
        this.pages = pages;
        this.problems = problems;
        this.flash = flash;
        this.clock = clock;
    }

    @PostMapping("/account/credentials/{id}/devices/{contact}/sign-out")
    String signOut(
            Caller caller,
            @PathVariable String id,
            @PathVariable String contact,
            Locale language,
            HttpServletResponse response,
            Model model) {
        if (!(caller instanceof Caller.Known(AccountId account, var _, var _))) {
            return PausedPage.show(model, "/account");
        }
        Credential credential = own.of(id, account).credential();
        Optional<Problem> problem = drop(credential, contact);
        if (problem.isPresent()) {
            Answering.with(problem.get(), response);
            return pages.show(account, Notice.of(problem.get(), problems, language), language, model);
        }
        flash.say("account.device-signed-out", response);
        return "redirect:/account";
    }

    /** Returns the problem that prevented or delayed the sign-out; empty if it is done. */
    private Optional<Problem> drop(Credential credential, String contact) {
        try {
            return drop.one(credential, contact, "owner", clock.instant())
                    .filter(report -> report.status() == SyncStatus.PENDING)
                    .map(report -> FaultProblem.of(report).orElseGet(() -> Problem.of(ErrorCode.SERVER_UNAVAILABLE)));
        } catch (SipServerFault fault) {
            return Optional.of(FaultProblem.ofQuestion(fault));
        }
    }
}
