package dev.firstring.sipserver.adapter.embedded;

import dev.firstring.registrar.account.AddressOfRecord;
import dev.firstring.registrar.account.DirectoryUnavailable;
import dev.firstring.registrar.account.SipAccount;
import dev.firstring.registrar.contact.Binding;
import dev.firstring.sip.Digests;
import dev.firstring.sipserver.Aor;
import dev.firstring.sipserver.CacheEffect;
import dev.firstring.sipserver.Capability;
import dev.firstring.sipserver.DatabaseReader;
import dev.firstring.sipserver.Page;
import dev.firstring.sipserver.Registration;
import dev.firstring.sipserver.ServerAccount;
import dev.firstring.sipserver.ServerHealth;
import dev.firstring.sipserver.ServerId;
import dev.firstring.sipserver.SipServerFault;
import dev.firstring.sipserver.WantedAccount;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The embedded registrar as a SIP server. It reads accounts from the database for each REGISTER, so a change is in
 * effect on commit. With several nodes, each reports only its own phones.
 */
final class EmbeddedServer implements DatabaseReader {

    private final EmbeddedRegistrar registrar;
    private final AccountRows accounts;

    EmbeddedServer(EmbeddedRegistrar registrar, AccountRows accounts) {
        this.registrar = registrar;
        this.accounts = accounts;
    }

    @Override
    public ServerId id() {
        return EmbeddedRegistrar.ID;
    }

    @Override
    public Set<Capability> capabilities() {
        return Set.of(
                Capability.READS_DATABASE,
                Capability.RUNS_INSIDE,
                Capability.LISTS_REGISTERED,
                Capability.TELLS_HASHES,
                Capability.DROPS_ONE_CONTACT);
    }

    @Override
    public ServerHealth health() {
        return registrar
                .started()
                .map(since -> new ServerHealth(
                        true,
                        null,
                        Duration.between(since, registrar.now()),
                        (long) registrar.bindings().live(),
                        null))
                .orElseGet(() -> ServerHealth.down("the embedded registrar does not run in this process"));
    }

    @Override
    public void apply(WantedAccount account) {
        needRunning();
    }

    @Override
    public void remove(Aor aor) {
        needRunning();
    }

    @Override
    public Optional<ServerAccount> find(Aor aor) {
        needRunning();
        try {
            return accounts.find(address(aor)).map(found -> new ServerAccount(aor, true, null, digests(found), null));
        } catch (DirectoryUnavailable e) {
            throw new SipServerFault(
                    SipServerFault.Kind.SERVER_UNAVAILABLE, "the embedded registrar cannot read its accounts", e);
        }
    }

    @Override
    public Page<Aor> registered(String cursor, int limit) {
        needRunning();
        AddressOfRecord after = Aor.parse(cursor).map(EmbeddedServer::address).orElse(null);
        List<Aor> found = registrar.bindings().addresses(after, limit + 1).stream()
                .map(address -> new Aor(address.user(), address.domain()))
                .toList();
        return found.size() <= limit
                ? new Page<>(found, null)
                : new Page<>(found.subList(0, limit), found.get(limit - 1).toString());
    }

    @Override
    public List<Registration> registrations(Aor aor) {
        needRunning();
        Instant now = registrar.now();
        return registrar.bindings().of(address(aor)).stream()
                .map(binding -> registration(binding, now))
                .toList();
    }

    @Override
    public CacheEffect dropCaches(Aor aor) {
        return new CacheEffect.Dropped();
    }

    @Override
    public void deregister(Aor aor) {
        needRunning();
        registrar.bindings().endAll(address(aor));
    }

    @Override
    public boolean deregister(Aor aor, String contact) {
        needRunning();
        return registrar.bindings().end(address(aor), contact);
    }

    /** Does nothing: the registrar stops with the process. */
    @Override
    public void close() {}

    /** Converts a contact to a registration. */
    static Registration registration(Binding binding, Instant now) {
        Binding.Contact contact = binding.contact();
        return new Registration(
                contact.key(),
                contact.uri(),
                binding.userAgent(),
                Duration.between(now, binding.expires()),
                contact.instanceId(),
                binding.refreshed());
    }

    static AddressOfRecord address(Aor aor) {
        return new AddressOfRecord(aor.user(), aor.domain());
    }

    private static Digests digests(SipAccount account) {
        return new Digests(account.hashes().md5(), account.hashes().sha256());
    }

    private void needRunning() {
        if (!registrar.isRunning()) {
            throw new SipServerFault(
                    SipServerFault.Kind.SERVER_UNAVAILABLE, "the embedded registrar does not run in this process");
        }
    }
}
