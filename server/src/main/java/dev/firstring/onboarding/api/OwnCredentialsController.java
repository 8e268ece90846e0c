package dev.firstring.onboarding.api;

import dev.firstring.account.AccountId;
import dev.firstring.http.Answer;
import dev.firstring.sip.CredentialStatus;
import dev.firstring.sip.credential.ListCredentials;
import dev.firstring.sip.view.CredentialSummary;
import dev.firstring.sip.view.CredentialViews;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * HTTP API for the caller's active credentials, which a mobile app can register with. {@code GET /api/sip/credentials}
 * also lists the suspended and revoked ones, with their state.
 */
@RestController
@Tag(name = "Onboarding")
class OwnCredentialsController {

    private final ListCredentials listCredentials;
    private final CredentialViews views;

    OwnCredentialsController(ListCredentials listCredentials, CredentialViews views) {
        this.listCredentials = listCredentials;
        this.views = views;
    }

    /**
     * The active credentials, newest first, without secrets.
     *
     * @param count the number of listed credentials
     */
    record OwnCredentials(List<CredentialSummary> credentials, int count) {}

    @Operation(
            operationId = "listActiveCredentials",
            summary = "List the caller's active SIP credentials",
            description = "The credentials that an app can register with, newest first and without secrets.")
    @GetMapping("/api/v1/onboarding/sip-credentials")
    Answer<OwnCredentials> list(AccountId account) {
        List<CredentialSummary> active = listCredentials.of(account).stream()
                .filter(credential -> credential.status() == CredentialStatus.ACTIVE)
                .map(views::summary)
                .toList();
        return Answer.ok(new OwnCredentials(active, active.size()), "sip.listed");
    }
}
