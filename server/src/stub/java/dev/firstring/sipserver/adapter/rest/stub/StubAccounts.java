package dev.firstring.sipserver.adapter.rest.stub;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The accounts and live contacts of the stub, in the order in which they were made. A hundred thousand are fine.
 * Thread-safe.
 */
public final class StubAccounts {

    private final Clock clock;
    private Map<String, Long> ids = new HashMap<>();
    private NavigableMap<Long, StubAccount> accounts = new TreeMap<>();
    private final Map<String, StubContact> contacts = new HashMap<>();
    private @Nullable StubJournal journal;
    private long lastId;
    private int quota = Integer.MAX_VALUE;

    StubAccounts(Clock clock) {
        this.clock = clock;
    }

    /** Takes the accounts that the file holds, and keeps all changes there from now on. */
    synchronized void keepIn(Path file) {
        journal = StubJournal.open(file, entry -> {
            if (entry.account() != null) {
                keep(entry.account());
            } else if (entry.removed() != null) {
                remove(entry.removed());
            }
        });
    }

    /** How many accounts there may be; as many as you like at first. */
    public synchronized void setQuota(int most) {
        quota = most;
    }

    public synchronized Optional<StubAccount> find(String username) {
        return Optional.ofNullable(ids.get(username)).map(accounts::get);
    }

    public synchronized int count() {
        return accounts.size();
    }

    /** All of them, as they are now. */
    public synchronized List<StubAccount> all() {
        return List.copyOf(accounts.values());
    }

    /** Makes an account as somebody else would, whenever that was. */
    public synchronized StubAccount put(String username, String domain, String password, Instant createdAt) {
        StubAccount made = new StubAccount(
                ids.getOrDefault(username, lastId + 1),
                username,
                domain,
                password,
                null,
                null,
                true,
                createdAt,
                createdAt);
        keep(made);
        return made;
    }

    /** Loses an account, as servers do not do. */
    public void lose(String username) {
        remove(username);
    }

    /** A phone registers. */
    public synchronized void register(String username, String contact, String userAgent, Duration life) {
        Instant now = clock.instant();
        contacts.put(username, new StubContact(contact, userAgent, now, now.plus(life)));
    }

    /** Forgets all registrations, as a restart does. */
    public synchronized void forgetContacts() {
        contacts.clear();
    }

    /** What there is now, to be restored later. */
    public synchronized StubBackup snapshot() {
        return new StubBackup(Map.copyOf(ids), new TreeMap<>(accounts));
    }

    /**
     * Goes back to an old backup: what was done since is lost.
     *
     * @throws IllegalStateException if the accounts are kept in a file
     */
    public synchronized void restore(StubBackup backup) {
        if (journal != null) {
            throw new IllegalStateException("accounts that are kept in a file do not go back");
        }
        ids = new HashMap<>(backup.ids());
        accounts = new TreeMap<>(backup.accounts());
        contacts.keySet().retainAll(ids.keySet());
    }

    /** Whether the quota leaves a place. */
    synchronized Added add(StubAccount draft) {
        if (ids.containsKey(draft.username())) {
            return Added.TAKEN;
        }
        if (accounts.size() >= quota) {
            return Added.FULL;
        }
        Instant now = clock.instant();
        keep(new StubAccount(
                lastId + 1,
                draft.username(),
                draft.domain(),
                draft.password(),
                draft.displayName(),
                draft.phoneNumber(),
                draft.enabled(),
                now,
                now));
        return Added.MADE;
    }

    synchronized Optional<StubAccount> change(String username, UnaryOperator<StubAccount> change) {
        Optional<StubAccount> changed = find(username).map(change);
        changed.ifPresent(this::keep);
        return changed;
    }

    synchronized boolean remove(String username) {
        Long id = ids.remove(username);
        contacts.remove(username);
        if (id != null && journal != null) {
            journal.write(new StubJournal.Entry(null, username));
        }
        return id != null && accounts.remove(id) != null;
    }

    /** A page of the accounts of a domain (of all, if it is empty); pages count from 1. */
    synchronized List<StubAccount> page(String domain, int page, int limit) {
        return accounts.values().stream()
                .filter(account -> domain.isEmpty() || account.domain().equals(domain))
                .skip((page - 1L) * limit)
                .limit(limit)
                .toList();
    }

    synchronized long count(String domain) {
        return accounts.values().stream()
                .filter(account -> domain.isEmpty() || account.domain().equals(domain))
                .count();
    }

    synchronized Optional<StubContact> contact(String username) {
        return Optional.ofNullable(contacts.get(username))
                .filter(contact -> contact.expiresAt().isAfter(clock.instant()));
    }

    synchronized long liveContacts() {
        Instant now = clock.instant();
        return contacts.values().stream()
                .filter(contact -> contact.expiresAt().isAfter(now))
                .count();
    }

    synchronized boolean deregister(String username) {
        return contacts.remove(username) != null;
    }

    Clock clock() {
        return clock;
    }

    private void keep(StubAccount account) {
        ids.put(account.username(), account.id());
        accounts.put(account.id(), account);
        lastId = Math.max(lastId, account.id());
        if (journal != null) {
            journal.write(new StubJournal.Entry(account, null));
        }
    }

    /** What became of a new account. */
    enum Added {
        MADE,
        TAKEN,
        FULL
    }
}
