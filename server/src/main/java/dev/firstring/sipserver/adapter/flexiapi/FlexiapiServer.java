package dev.firstring.sipserver.adapter.flexiapi;

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
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A Space of a Flexisip Account Manager, whose peculiarities the package documents. Thread-safe. */
final class FlexiapiServer implements SipServer {

    private final ServerId id;
    private final Duration cacheExpire;
    private final FlexiapiCalls calls;
    private final FlexiapiFaults faults;
    private final FlexiapiApply applying;

    /**
     * Creates the adapter of one Space.
     *
     * @throws IllegalArgumentException if the trusted certificates cannot be read
     */
    FlexiapiServer(FlexiapiServerSettings settings) {
        this.id = settings.serverId();
        this.cacheExpire = settings.cacheExpire();
        this.calls = new FlexiapiCalls(settings);
        this.faults = new FlexiapiFaults(settings.key());
        this.applying = new FlexiapiApply(calls, faults);
    }

    @Override
    public ServerId id() {
        return id;
    }

    @Override
    public Set<Capability> capabilities() {
        return Set.of(Capability.LISTS_ACCOUNTS, Capability.DROPS_ONE_CONTACT);
    }

    /** Reads the first page of accounts, since the manager's own health endpoints do not check the key. */
    @Override
    public ServerHealth health() {
        try {
            accounts("", 1);
            return new ServerHealth(true, null, null, null, null);
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
        applying.search(aor)
                .ifPresent(account -> found(calls.delete(FlexiapiAnswers.id(account)), aor + " was not removed"));
    }

    @Override
    public Optional<ServerAccount> find(Aor aor) {
        return applying.search(aor)
                .map(FlexiapiAnswers::read)
                .filter(account -> account.aor().equals(aor));
    }

    /** A page has 20 accounts, whatever the limit. */
    @Override
    public Page<ServerAccount> accounts(String cursor, int limit) {
        Answered reply = calls.list(cursor.isEmpty() ? 1 : Integer.parseInt(cursor));
        if (reply.isSuccess()) {
            return FlexiapiAnswers.page(reply);
        }
        throw reply.status() == 404
                ? faults.of(Kind.CONFIGURATION_ERROR, reply, "no accounts, is the url's host that of a Space?", "")
                : faults.of(reply, "accounts were not listed", "");
    }

    @Override
    public Page<Aor> registered(String cursor, int limit) {
        throw new UnsupportedOperationException("the account manager does not list registrations");
    }

    @Override
    public List<Registration> registrations(Aor aor) {
        return applying.search(aor)
                .map(account -> devices(FlexiapiAnswers.id(account), aor))
                .orElse(List.of());
    }

    @Override
    public CacheEffect dropCaches(Aor aor) {
        return cacheExpire.isZero() ? new CacheEffect.Dropped() : new CacheEffect.Expires(cacheExpire);
    }

    /** Verifies the result: the manager cannot end registrations without an instance id, and does not report this. */
    @Override
    public void deregister(Aor aor) {
        applying.search(aor).map(FlexiapiAnswers::id).ifPresent(account -> {
            List<Registration> live = devices(account, aor);
            live.forEach(device -> delete(account, device.key(), aor));
            if (!live.isEmpty()) {
                List<String> left =
                        devices(account, aor).stream().map(Registration::key).toList();
                long undone = live.stream()
                        .filter(device -> left.contains(device.key()))
                        .count();
                if (undone > 0) {
                    throw new SipServerFault(
                            Kind.INTERNAL_ERROR,
                            undone + " registrations of " + aor + " are still there: the manager does not end them");
                }
            }
        });
    }

    @Override
    public boolean deregister(Aor aor, String contact) {
        Optional<String> account = applying.search(aor).map(FlexiapiAnswers::id);
        if (account.isEmpty()
                || devices(account.get(), aor).stream()
                        .noneMatch(device -> device.key().equals(contact))) {
            return false;
        }
        delete(account.get(), contact, aor);
        return true;
    }

    @Override
    public void close() {
        calls.close();
    }

    private List<Registration> devices(String account, Aor aor) {
        return found(calls.devices(account), "the devices of " + aor + " were not read")
                .map(reply -> FlexiapiAnswers.devices(reply, aor))
                .orElse(List.of());
    }

    private void delete(String account, String uuid, Aor aor) {
        found(calls.deleteDevice(account, uuid), "a registration of " + aor + " was not ended");
    }

    /** The response; empty if the account or device is absent. */
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
