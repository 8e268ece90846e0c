package dev.firstring.sipserver;

import dev.firstring.sip.Digests;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A SIP server for tests of what stands above the port: it keeps accounts and contacts, and fails when it is told to. */
public final class MemoryServer implements SipServer {

    private final ServerId id;
    private final Set<Capability> capabilities;
    private final Map<Aor, WantedAccount> accounts = new ConcurrentHashMap<>();
    private final Map<Aor, List<Registration>> contacts = new ConcurrentHashMap<>();
    private final Map<Aor, AtomicInteger> inside = new ConcurrentHashMap<>();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private volatile SipServerFault.@Nullable Kind fault;
    private volatile @Nullable String problem;
    private volatile boolean late;
    private volatile boolean deaf;
    private volatile Duration cached = Duration.ZERO;
    private volatile Runnable duringApply = () -> {};
    private volatile boolean crowded;

    public MemoryServer(String id, Capability... capabilities) {
        this.id = new ServerId(id);
        this.capabilities = Set.of(capabilities);
    }

    /** From now on every call fails so; null for none. */
    public void failWith(SipServerFault.@Nullable Kind kind) {
        fault = kind;
    }

    /** From now on it answers, and has something wrong with it; null for nothing. */
    public void problem(@Nullable String words) {
        problem = words;
    }

    /** From now on calls do their work and are answered too late. */
    public void answerTooLate(boolean tooLate) {
        late = tooLate;
    }

    /** How long what was good before stays known. */
    public void cache(Duration life) {
        cached = life;
    }

    /** Runs while an account is being applied. */
    public void duringApply(Runnable action) {
        duringApply = action;
    }

    public void register(Aor aor, String userAgent) {
        contacts.computeIfAbsent(aor, any -> new CopyOnWriteArrayList<>())
                .add(new Registration(
                        userAgent, "sip:" + aor.user() + "@192.0.2.1", userAgent, Duration.ofHours(1), null, null));
    }

    /** A phone that registered at a time that the server tells. */
    public void register(Aor aor, String userAgent, Instant refreshed) {
        contacts.computeIfAbsent(aor, any -> new CopyOnWriteArrayList<>())
                .add(new Registration(
                        userAgent,
                        "sip:" + aor.user() + "@192.0.2.1",
                        userAgent,
                        Duration.ofHours(1),
                        null,
                        refreshed));
    }

    /** From now on it answers well to what changes something and does nothing. */
    public void doNothing(boolean nothing) {
        deaf = nothing;
    }

    /** Forgets an account, as after a restore from an old backup. */
    public void lose(Aor aor) {
        accounts.remove(aor);
    }

    /** Has an account again as it was. */
    public void put(WantedAccount account) {
        accounts.put(account.aor(), account);
    }

    public @Nullable WantedAccount account(Aor aor) {
        return accounts.get(aor);
    }

    /** The operations that were called, in order. */
    public List<String> calls() {
        return List.copyOf(calls);
    }

    /** How often an operation was called. */
    public long count(String operation) {
        return calls.stream().filter(operation::equals).count();
    }

    /** Whether two calls ever were inside for one account at once. */
    public boolean wasCrowded() {
        return crowded;
    }

    @Override
    public ServerId id() {
        return id;
    }

    @Override
    public Set<Capability> capabilities() {
        return capabilities;
    }

    @Override
    public ServerHealth health() {
        SipServerFault.Kind kind = fault;
        return kind == null
                ? new ServerHealth(true, "memory", Duration.ofHours(1), (long) contacts.size(), problem)
                : ServerHealth.down(kind.name());
    }

    @Override
    public void apply(WantedAccount account) {
        enter("apply", account.aor(), () -> {
            duringApply.run();
            accounts.put(account.aor(), account);
        });
    }

    @Override
    public void remove(Aor aor) {
        enter("remove", aor, () -> accounts.remove(aor));
    }

    @Override
    public Optional<ServerAccount> find(Aor aor) {
        enter("find", aor, () -> {});
        return Optional.ofNullable(accounts.get(aor)).map(MemoryServer::told);
    }

    @Override
    public Page<ServerAccount> accounts(String cursor, int limit) {
        require(Capability.LISTS_ACCOUNTS);
        enter("accounts", new Aor("list", "list"), () -> {});
        List<Aor> sorted = accounts.keySet().stream()
                .sorted(java.util.Comparator.comparing(Aor::toString))
                .toList();
        int from = cursor.isEmpty() ? 0 : Integer.parseInt(cursor);
        int to = Math.min(sorted.size(), from + limit);
        return new Page<>(
                sorted.subList(from, to).stream()
                        .map(accounts::get)
                        .map(MemoryServer::told)
                        .toList(),
                to < sorted.size() ? String.valueOf(to) : null);
    }

    @Override
    public Page<Aor> registered(String cursor, int limit) {
        require(Capability.LISTS_REGISTERED);
        enter("registered", new Aor("list", "list"), () -> {});
        return new Page<>(
                contacts.entrySet().stream()
                        .filter(entry -> !entry.getValue().isEmpty())
                        .map(Map.Entry::getKey)
                        .toList(),
                null);
    }

    @Override
    public List<Registration> registrations(Aor aor) {
        enter("registrations", aor, () -> {});
        return List.copyOf(contacts.getOrDefault(aor, List.of()));
    }

    @Override
    public CacheEffect dropCaches(Aor aor) {
        enter("drop_caches", aor, () -> {});
        return cached.isZero() ? new CacheEffect.Dropped() : new CacheEffect.Expires(cached);
    }

    @Override
    public void deregister(Aor aor) {
        enter("deregister", aor, () -> contacts.remove(aor));
    }

    @Override
    public boolean deregister(Aor aor, String contact) {
        require(Capability.DROPS_ONE_CONTACT);
        List<Boolean> gone = new ArrayList<>();
        enter(
                "deregister_one",
                aor,
                () -> gone.add(contacts.getOrDefault(aor, new ArrayList<>())
                        .removeIf(live -> live.key().equals(contact))));
        return gone.contains(true);
    }

    @Override
    public void close() {}

    private void enter(String operation, Aor aor, Runnable work) {
        SipServerFault.Kind kind = fault;
        calls.add(operation);
        if (kind != null) {
            throw new SipServerFault(kind, "the test says so");
        }
        AtomicInteger here = inside.computeIfAbsent(aor, any -> new AtomicInteger());
        boolean writes = operation.equals("apply") || operation.equals("remove");
        if (here.incrementAndGet() > 1 && writes) {
            crowded = true;
        }
        try {
            if (!deaf) {
                work.run();
            }
        } finally {
            here.decrementAndGet();
        }
        if (late) {
            throw new SipServerFault(SipServerFault.Kind.SERVER_UNAVAILABLE, "answered too late");
        }
    }

    private void require(Capability capability) {
        if (!capabilities.contains(capability)) {
            throw new UnsupportedOperationException(capability.name());
        }
    }

    private static ServerAccount told(WantedAccount account) {
        return new ServerAccount(
                account.aor(),
                account.enabled(),
                account.displayName() == null ? null : account.displayName().value(),
                Digests.of(account.address(), account.secret(), true),
                account.created());
    }
}
