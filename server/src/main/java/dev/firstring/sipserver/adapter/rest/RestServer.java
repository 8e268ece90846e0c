package dev.firstring.sipserver.adapter.rest;

import dev.firstring.account.DisplayName;
import dev.firstring.phone.PhoneNumber;
import dev.firstring.platform.call.HttpCaller.HttpAnswer.Answered;
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
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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

    /**
     * Brings an account to the wanted state, normally with one call: known accounts are updated, others are created. If
     * that fails because the account is absent or already exists (created by a call that timed out, deleted, restored),
     * the other operation is tried, a limited number of times. Accounts that others created are not changed.
     * Thread-safe.
     */
    private static final class RestApply {

        private static final int TURNS = 4;

        /** The tolerated clock skew of the server. */
        private static final Duration CLOCKS = Duration.ofMinutes(5);

        private final RestCalls calls;
        private final RestFaults faults;
        private final RestAnswers answers;

        RestApply(RestCalls calls, RestFaults faults, RestAnswers answers) {
            this.calls = calls;
            this.faults = faults;
            this.answers = answers;
        }

        void apply(WantedAccount wanted) {
            boolean update = wanted.known();
            for (int turn = 0; turn < TURNS; turn++) {
                if (update ? updated(wanted) : created(wanted)) {
                    return;
                }
                update = !update && isThere(wanted);
            }
            throw new SipServerFault(
                    Kind.INTERNAL_ERROR, wanted.aor() + " is there when it is created and gone when it is updated");
        }

        /** Creates the account; false if the name already exists. */
        private boolean created(WantedAccount wanted) {
            Map<String, @Nullable Object> account = new LinkedHashMap<>();
            account.put("username", wanted.aor().user());
            account.put("password", wanted.secret().reveal());
            account.put("domain", wanted.aor().domain());
            account.put("display_name", name(wanted.displayName()));
            account.put("phone_number", number(wanted.number()));
            account.put("enabled", wanted.enabled());
            Answered reply = calls.create(account);
            if (reply.isSuccess()) {
                return true;
            }
            return switch (faults.kind(reply)) {
                case ACCOUNT_EXISTS -> false;
                case ACCOUNT_NOT_FOUND ->
                    throw faults.misfit("accounts cannot be created, is the url right? "
                            + faults.told(reply, wanted.secret().reveal()));
                default ->
                    throw faults.of(
                            reply,
                            wanted.aor() + " was not created",
                            wanted.secret().reveal());
            };
        }

        /** Updates the account; false if it is absent. */
        private boolean updated(WantedAccount wanted) {
            Map<String, @Nullable Object> changes = new LinkedHashMap<>();
            changes.put("display_name", name(wanted.displayName()));
            changes.put("password", wanted.secret().reveal());
            changes.put("enabled", wanted.enabled());
            Answered reply = calls.update(wanted.aor().user(), changes);
            if (reply.isSuccess()) {
                return true;
            }
            if (faults.kind(reply) == Kind.ACCOUNT_NOT_FOUND) {
                return false;
            }
            throw faults.of(
                    reply, wanted.aor() + " was not updated", wanted.secret().reveal());
        }

        /** Whether the existing account is ours; false if it is absent by now. */
        private boolean isThere(WantedAccount wanted) {
            Answered reply = calls.read(wanted.aor().user());
            if (reply.isSuccess()) {
                requireOurs(answers.account(reply), wanted);
                return true;
            }
            if (faults.kind(reply) == Kind.ACCOUNT_NOT_FOUND) {
                return false;
            }
            throw faults.of(reply, wanted.aor() + " exists and cannot be read", "");
        }

        private static void requireOurs(ServerAccount there, WantedAccount wanted) {
            if (!there.aor().equals(wanted.aor())) {
                throw new SipServerFault(
                        Kind.ACCOUNT_EXISTS,
                        "the name of " + wanted.aor() + " is taken in another domain of the server");
            }
            if (there.created() == null) {
                throw new SipServerFault(
                        Kind.ACCOUNT_EXISTS,
                        wanted.aor()
                                + " exists, and the server does not tell since when, so that it may be somebody else's");
            }
            if (there.created().isBefore(wanted.created().minus(CLOCKS))) {
                throw new SipServerFault(
                        Kind.ACCOUNT_EXISTS,
                        wanted.aor() + " was made by somebody else, at " + there.created() + ": it is left alone");
            }
        }

        private static @Nullable String name(@Nullable DisplayName name) {
            return name == null ? null : name.value();
        }

        private static @Nullable String number(@Nullable PhoneNumber number) {
            return number == null ? null : number.e164();
        }
    }
}
