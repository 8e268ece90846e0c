package dev.firstring.sipserver.adapter.rest;

import dev.firstring.platform.call.HttpAnswer.Answered;
import dev.firstring.sipserver.Aor;
import dev.firstring.sipserver.CacheEffect;
import dev.firstring.sipserver.Capability;
import dev.firstring.sipserver.Page;
import dev.firstring.sipserver.Registration;
import dev.firstring.sipserver.ServerAccount;
import dev.firstring.sipserver.ServerHealth;
import dev.firstring.sipserver.ServerId;
import dev.firstring.sipserver.SipServer;
import dev.firstring.sipserver.SipServerFault;
import dev.firstring.sipserver.SipServerFault.Kind;
import dev.firstring.sipserver.WantedAccount;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A server with the REST dialect (docs/rest-dialect.md). Thread-safe. */
final class RestServer implements SipServer {

    private static final int LARGEST_PAGE = 500;

    private final ServerId id;
    private final String domain;
    private final RestCalls calls;
    private final RestFaults faults;
    private final RestAnswers answers;
    private final RestApply applying;

    /**
     * Creates the adapter of one server.
     *
     * @param defaultDomain the domain whose accounts are listed if the settings have no domain
     * @throws IllegalArgumentException if the trusted certificates cannot be read
     */
    RestServer(RestServerSettings settings, String defaultDomain) {
        this.id = settings.serverId();
        this.domain = settings.domain().isEmpty() ? defaultDomain : settings.domain();
        this.calls = new RestCalls(settings);
        this.faults = new RestFaults(settings.secrets());
        this.answers = new RestAnswers(faults, domain);
        this.applying = new RestApply(calls, faults, answers);
    }

    @Override
    public ServerId id() {
        return id;
    }

    @Override
    public Set<Capability> capabilities() {
        return Set.of(Capability.LISTS_ACCOUNTS);
    }

    @Override
    public ServerHealth health() {
        try {
            Answered reply = calls.health();
            return reply.isSuccess() ? answers.health(reply) : ServerHealth.down(faults.told(reply, ""));
        } catch (SipServerFault e) {
            return ServerHealth.down(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void apply(WantedAccount account) {
        applying.apply(account);
    }

    @Override
    public void remove(Aor aor) {
        found(calls.delete(aor.user()), aor + " was not removed");
    }

    @Override
    public Optional<ServerAccount> find(Aor aor) {
        return found(calls.read(aor.user()), aor + " was not read")
                .map(answers::account)
                .filter(account -> account.aor().equals(aor));
    }

    @Override
    public Page<ServerAccount> accounts(String cursor, int limit) {
        int page = cursor.isEmpty() ? 1 : Integer.parseInt(cursor);
        int size = Math.clamp(limit, 1, LARGEST_PAGE);
        Answered reply = found(calls.list(page, size, domain), "accounts were not listed")
                .orElseThrow(() -> faults.misfit("accounts cannot be listed, is the url right? HTTP 404"));
        return answers.page(reply, page, size);
    }

    @Override
    public Page<Aor> registered(String cursor, int limit) {
        throw new UnsupportedOperationException("the REST dialect does not list registrations");
    }

    @Override
    public List<Registration> registrations(Aor aor) {
        return found(calls.registration(aor.user()), "the registration of " + aor + " was not read")
                .flatMap(reply -> answers.registration(reply, aor))
                .map(List::of)
                .orElse(List.of());
    }

    /** Nothing to drop: the dialect requires that a change is in effect when the response is sent. */
    @Override
    public CacheEffect dropCaches(Aor aor) {
        return new CacheEffect.Dropped();
    }

    @Override
    public void deregister(Aor aor) {
        found(calls.deregister(aor.user()), "the registration of " + aor + " was not ended");
    }

    @Override
    public boolean deregister(Aor aor, String contact) {
        throw new UnsupportedOperationException("the REST dialect ends all registrations of an account or none");
    }

    @Override
    public void close() {
        calls.close();
    }

    /** The response; empty if the account or registration is absent. */
    private Optional<Answered> found(Answered reply, String otherwise) {
        if (reply.isSuccess()) {
            return Optional.of(reply);
        }
        if (faults.kind(reply) == Kind.ACCOUNT_NOT_FOUND) {
            return Optional.empty();
        }
        throw faults.of(reply, otherwise, "");
    }
}
