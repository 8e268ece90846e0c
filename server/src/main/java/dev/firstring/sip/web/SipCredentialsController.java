package dev.firstring.sip.web;

import dev.firstring.account.AccountId;
import dev.firstring.account.DisplayName;
import dev.firstring.http.Answer;
import dev.firstring.http.ErrorCode;
import dev.firstring.http.Problem;
import dev.firstring.http.Violation;
import dev.firstring.phone.PhoneNumber;
import dev.firstring.sip.CredentialId;
import dev.firstring.sip.CredentialStatus;
import dev.firstring.sip.credential.ListCredentials;
import dev.firstring.sip.credential.ProvisionCredential;
import dev.firstring.sip.credential.ProvisionOwnCredential;
import dev.firstring.sip.credential.ReadCredential;
import dev.firstring.sip.credential.RenameCredential;
import dev.firstring.sip.settings.ClientSettings;
import dev.firstring.sip.view.CredentialSummary;
import dev.firstring.sip.view.CredentialView;
import dev.firstring.sip.view.CredentialViews;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The caller's own credentials. Another account's are answered as unknown ones are. */
@RestController
@RequestMapping({"/api/sip", "/api/v1/sip"})
public final class SipCredentialsController {

    private static final String OWNER = "owner";

    private final ProvisionOwnCredential provision;
    private final ReadCredential read;
    private final ListCredentials list;
    private final RenameCredential rename;
    private final CredentialViews views;
    private final ClientSettings settings;
    private final Clock clock;

    SipCredentialsController(
            ProvisionOwnCredential provision,
            ReadCredential read,
            ListCredentials list,
            RenameCredential rename,
            CredentialViews views,
            ClientSettings settings,
            Clock clock) {
        this.provision = provision;
        this.read = read;
        this.list = list;
        this.rename = rename;
        this.views = views;
        this.settings = settings;
        this.clock = clock;
    }

    @PostMapping("/credentials")
    Answer<CredentialView> provision(AccountId account, @RequestBody ProvisionRequest request) {
        List<Violation> violations = request.violations();
        if (!violations.isEmpty()) {
            return Answer.refused(Problem.validation(violations));
        }
        Optional<PhoneNumber> number = request.number();
        if (number.isEmpty()) {
            return Answer.refused(Problem.of(ErrorCode.INVALID_PHONE_NUMBER));
        }
        return switch (provision.provision(order(account, number.get(), request))) {
            case ProvisionOwnCredential.NumberNotVerified() ->
                Answer.refused(Problem.of(ErrorCode.NUMBER_NOT_VERIFIED));
            case ProvisionOwnCredential.Judged(ProvisionCredential.Outcome outcome) -> answer(outcome);
        };
    }

    @GetMapping("/credentials")
    Answer<CredentialList> list(AccountId account) {
        List<CredentialSummary> summaries =
                list.of(account).stream().map(views::summary).toList();
        return Answer.ok(new CredentialList(summaries), "sip.listed");
    }

    @GetMapping("/credentials/active")
    Answer<ActiveCredentials> active(AccountId account) {
        return Answer.ok(new ActiveCredentials(list.anyActive(account)), "sip.active");
    }

    @GetMapping("/credentials/{id}")
    Answer<CredentialView> read(AccountId account, @PathVariable String id) {
        return CredentialId.parse(id)
                .flatMap(credential -> read.byId(credential, account))
                .map(found -> Answer.ok(views.of(found.credential(), found.secret()), "sip.credential"))
                .orElseGet(SipCredentialsController::notFound);
    }

    @PatchMapping("/credentials/{id}")
    Answer<CredentialSummary> rename(AccountId account, @PathVariable String id, @RequestBody RenameRequest request) {
        Optional<Violation> violation = request.violation();
        if (violation.isPresent()) {
            return Answer.refused(Problem.validation(List.of(violation.get())));
        }
        Optional<CredentialId> credential = CredentialId.parse(id);
        if (credential.isEmpty()) {
            return notFound();
        }
        return switch (rename.rename(credential.get(), account, request.name(), OWNER, clock.instant())) {
            case RenameCredential.Renamed renamed -> Answer.ok(views.summary(renamed.credential()), "sip.renamed");
            case RenameCredential.NotFound() -> notFound();
            case RenameCredential.NotAllowed(CredentialStatus status) -> invalidState(status);
        };
    }

    private ProvisionCredential.Order order(AccountId account, PhoneNumber number, ProvisionRequest request) {
        return new ProvisionCredential.Order(
                account,
                number,
                DisplayName.parse(request.displayName()).orElse(null),
                request.deviceId(),
                request.transport().orElse(settings.transport()),
                OWNER,
                clock.instant());
    }

    private Answer<CredentialView> answer(ProvisionCredential.Outcome outcome) {
        return switch (outcome) {
            case ProvisionCredential.Provisioned provisioned ->
                Answer.ok(views.of(provisioned.credential(), provisioned.secret()), "sip.provisioned");
            case ProvisionCredential.Suspended ignored -> invalidState(CredentialStatus.SUSPENDED);
            case ProvisionCredential.QuotaExceeded(int quota) ->
                Answer.refused(Problem.of(ErrorCode.QUOTA_EXCEEDED).with("quota", quota));
        };
    }

    private static <T> Answer<T> notFound() {
        return Answer.refused(Problem.of(ErrorCode.CREDENTIAL_NOT_FOUND));
    }

    /** A problem's {@code status} is that of HTTP where it has one (PD-1), so the state has a name of its own as well. */
    private static <T> Answer<T> invalidState(CredentialStatus status) {
        return Answer.refused(Problem.of(ErrorCode.INVALID_STATE)
                .with("status", status.word())
                .with("credentialStatus", status.word()));
    }
}
