package dev.firstring.web.account.credential;

import dev.firstring.account.AccountId;
import dev.firstring.account.Caller;
import dev.firstring.account.DisplayName;
import dev.firstring.sip.Credential;
import dev.firstring.sip.CredentialId;
import dev.firstring.sip.credential.RenameCredential;
import dev.firstring.sip.sync.CredentialSync;
import dev.firstring.web.account.NamePage;
import dev.firstring.web.layout.Flash;
import dev.firstring.web.session.PausedPage;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Changes the display name of a credential, which callees see. */
@Controller
@Hidden
@RequestMapping("/account/credentials/{id}/name")
final class CredentialNameForm {

    private static final String LABEL = "account.rename-field";

    private final OwnCredential own;
    private final RenameCredential rename;
    private final CredentialSync sync;
    private final Flash flash;
    private final Clock clock;

    CredentialNameForm(OwnCredential own, RenameCredential rename, CredentialSync sync, Flash flash, Clock clock) {
        this.own = own;
        this.rename = rename;
        this.sync = sync;
        this.flash = flash;
        this.clock = clock;
    }

    @GetMapping
    String page(Caller caller, @PathVariable String id, Model model) {
        if (!(caller instanceof Caller.Known(AccountId account, var _, var _))) {
            return PausedPage.show(model, "/account/credentials/" + id + "/name");
        }
        Credential credential = own.of(id, account).credential();
        DisplayName name = credential.profile().displayName();
        return NamePage.of(action(credential.id()), LABEL, name == null ? null : name.value())
                .show(model);
    }

    @PostMapping
    String save(
            Caller caller,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String displayName,
            HttpServletResponse response,
            Model model) {
        if (!(caller instanceof Caller.Known(AccountId account, var _, var _))) {
            return PausedPage.show(model, "/account");
        }
        CredentialId credential = own.of(id, account).credential().id();
        Optional<DisplayName> name = DisplayName.parse(displayName);
        if (name.isEmpty()) {
            response.setStatus(HttpStatus.BAD_REQUEST.value());
            return NamePage.typed(action(credential), LABEL, displayName).show(model);
        }
        return switch (rename.rename(credential, account, name.get(), "owner", clock.instant())) {
            case RenameCredential.Renamed(Credential renamed) -> {
                sync.sync(renamed);
                flash.say("account.renamed", response);
                yield "redirect:/account";
            }
            case RenameCredential.NotFound() -> throw OwnCredential.unknown();
            case RenameCredential.NotAllowed revoked -> throw OwnCredential.unknown();
        };
    }

    private static String action(CredentialId credential) {
        return "/account/credentials/" + credential + "/name";
    }
}
