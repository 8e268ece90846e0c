package dev.firstring.onboarding.wire;

import dev.firstring.account.AccountId;
import dev.firstring.http.Answer;
import dev.firstring.sip.credential.ListCredentials;
import dev.firstring.sip.view.CredentialSummary;
import dev.firstring.sip.view.CredentialViews;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The list of the caller's credentials where mobile apps look for it; the same as {@code GET /api/sip/credentials}. */
@RestController
@Tag(name = "Onboarding")
class OwnCredentialsController {

    private final ListCredentials listCredentials;
    private final CredentialViews views;

    OwnCredentialsController(ListCredentials listCredentials, CredentialViews views) {
        this.listCredentials = listCredentials;
        this.views = views;
    }

    /** The credentials, newest first, without secrets. */
    record OwnCredentials(List<CredentialSummary> credentials) {}

    @Operation(summary = "List the caller's SIP credentials, without secrets")
    @GetMapping("/api/v1/onboarding/sip-credentials")
    Answer<OwnCredentials> list(AccountId account) {
        return Answer.ok(
                new OwnCredentials(
                        listCredentials.of(account).stream().map(views::summary).toList()),
                "sip.listed");
    }
}
