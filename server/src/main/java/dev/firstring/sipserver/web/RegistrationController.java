package dev.firstring.sipserver.web;

import dev.firstring.account.AccountId;
import dev.firstring.http.Answer;
import dev.firstring.http.ErrorCode;
import dev.firstring.http.Problem;
import dev.firstring.http.Refuses;
import dev.firstring.sip.Credential;
import dev.firstring.sip.CredentialId;
import dev.firstring.sip.credential.ReadCredential;
import dev.firstring.sip.sync.SyncReport;
import dev.firstring.sip.sync.SyncStatus;
import dev.firstring.sipserver.ServerHealth;
import dev.firstring.sipserver.SipServerFault;
import dev.firstring.sipserver.check.FleetHealth;
import dev.firstring.sipserver.registration.DropContacts;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The registrations of the caller's own credentials. A credential of another account is treated as unknown. */
@RestController
@Tag(name = "SIP")
@RequestMapping({"/api/sip", "/api/v1/sip"})
final class RegistrationController {

    private final ReadCredential read;
    private final Registrations registrations;
    private final DropContacts drop;
    private final FleetHealth health;
    private final Clock clock;

    RegistrationController(
            ReadCredential read, Registrations registrations, DropContacts drop, FleetHealth health, Clock clock) {
        this.read = read;
        this.registrations = registrations;
        this.drop = drop;
        this.health = health;
        this.clock = clock;
    }

    /**
     * @param syncStatus {@code synced} once the registration is ended
     */
    record Dropped(String syncStatus, List<StepView> steps) {}

    @Operation(
            operationId = "readRegistration",
            summary = "List the registrations of a SIP credential",
            description = "The devices that are registered with the credential, as the SIP servers report them now.")
    @Refuses({ErrorCode.CREDENTIAL_NOT_FOUND})
    @ReadsServers
    @GetMapping("/credentials/{id}/registration")
    Answer<RegistrationView> registration(AccountId account, @PathVariable String id) {
        return own(account, id)
                .map(registrations::answer)
                .orElseGet(() -> Answer.refused(Problem.of(ErrorCode.CREDENTIAL_NOT_FOUND)));
    }

    @Operation(
            operationId = "dropDevice",
            summary = "End the registration of one device",
            description = "Ends one registration of the credential. The device may register again.")
    @Refuses({ErrorCode.CREDENTIAL_NOT_FOUND, ErrorCode.REGISTRATION_NOT_FOUND})
    @ChangesServers
    @DeleteMapping("/credentials/{id}/registration/{contactId}")
    Answer<Dropped> drop(AccountId account, @PathVariable String id, @PathVariable String contactId) {
        Optional<Credential> credential = own(account, id);
        if (credential.isEmpty()) {
            return Answer.refused(Problem.of(ErrorCode.CREDENTIAL_NOT_FOUND));
        }
        try {
            return drop.one(credential.get(), contactId, "owner", clock.instant())
                    .map(RegistrationController::dropped)
                    .orElseGet(() -> Answer.refused(Problem.of(ErrorCode.REGISTRATION_NOT_FOUND)));
        } catch (SipServerFault fault) {
            return Answer.refused(FaultProblem.ofQuestion(fault));
        }
    }

    private static Answer<Dropped> dropped(SyncReport report) {
        boolean done = report.status() == SyncStatus.SYNCED;
        return FaultProblem.of(report)
                .<Answer<Dropped>>map(Answer::refused)
                .orElseGet(() -> Answer.ok(
                        new Dropped(report.status().word(), StepView.of(report)),
                        done ? "sip.device-dropped" : "sip.device-dropping"));
    }

    /** For signed-in users: an app reads it before it offers provisioning. */
    @Operation(
            operationId = "readHealth",
            summary = "Read the health of the SIP servers",
            description = "Whether calls are possible at present, for apps that offer provisioning.")
    @GetMapping("/health")
    Answer<ServersView> health(AccountId account) {
        return Answer.ok(ServersView.of(health.servers()), "sip.health");
    }

    private Optional<Credential> own(AccountId account, String id) {
        return CredentialId.parse(id)
                .flatMap(credential -> read.byId(credential, account))
                .map(ReadCredential.Found::credential);
    }

    /**
     * The health of the SIP servers; version and uptime are those of the first server that reports them.
     *
     * @param configured whether there are any servers
     * @param healthy whether there are any servers, and all of them are healthy
     * @param uptime in seconds
     */
    public record ServersView(
            boolean configured,
            boolean healthy,
            @Nullable String version,
            @Nullable Long uptime,
            @Nullable Long activeRegistrations,
            List<Server> servers) {

        public ServersView {
            servers = List.copyOf(servers);
        }

        /** The health of one server, without its problem, which is for operators only. */
        public record Server(
                String id,
                boolean healthy,
                @Nullable String version,
                @Nullable Long uptime,
                @Nullable Long activeRegistrations) {

            static Server of(FleetHealth.Server server) {
                ServerHealth health = server.health();
                Duration uptime = health.uptime();
                return new Server(
                        server.id().value(),
                        health.healthy(),
                        health.version(),
                        uptime == null ? null : uptime.toSeconds(),
                        health.activeRegistrations());
            }
        }

        public static ServersView of(List<FleetHealth.Server> found) {
            List<Server> servers = found.stream().map(Server::of).toList();
            List<Long> registrations = servers.stream()
                    .map(Server::activeRegistrations)
                    .filter(Objects::nonNull)
                    .toList();
            return new ServersView(
                    !servers.isEmpty(),
                    !servers.isEmpty() && servers.stream().allMatch(Server::healthy),
                    servers.stream()
                            .map(Server::version)
                            .filter(Objects::nonNull)
                            .findFirst()
                            .orElse(null),
                    servers.stream()
                            .map(Server::uptime)
                            .filter(Objects::nonNull)
                            .findFirst()
                            .orElse(null),
                    registrations.isEmpty()
                            ? null
                            : registrations.stream().mapToLong(Long::longValue).sum(),
                    servers);
        }
    }
}
