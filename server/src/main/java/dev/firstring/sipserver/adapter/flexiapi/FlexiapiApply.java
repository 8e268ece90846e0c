package dev.firstring.sipserver.adapter.flexiapi;

import dev.firstring.platform.call.HttpCaller.HttpAnswer.Answered;
import dev.firstring.sipserver.Aor;
import dev.firstring.sipserver.ServerAccount;
import dev.firstring.sipserver.SipServerFault;
import dev.firstring.sipserver.SipServerFault.Kind;
import dev.firstring.sipserver.WantedAccount;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * Brings an account of the manager to the wanted state: known accounts are read and replaced, others are created. If
 * that fails because the account is absent or already exists, the other operation is tried, a limited number of times.
 * Accounts that others created are not changed. Thread-safe.
 */
final class FlexiapiApply {

    private static final int TURNS = 3;

    /** The tolerated clock skew of the manager. */
    private static final Duration CLOCKS = Duration.ofMinutes(5);

    private final FlexiapiCalls calls;
    private final FlexiapiFaults faults;

    FlexiapiApply(FlexiapiCalls calls, FlexiapiFaults faults) {
        this.calls = calls;
        this.faults = faults;
    }

    void apply(WantedAccount wanted) {
        if (wanted.known() && replaced(search(wanted.aor()), wanted)) {
            return;
        }
        for (int turn = 0; turn < TURNS; turn++) {
            Optional<Answered> refusal = created(wanted);
            if (refusal.isEmpty()) {
                return;
            }
            JsonNode there = search(wanted.aor()).orElseThrow(() -> nameRefused(refusal.get(), wanted));
            requireOurs(FlexiapiAnswers.read(there), wanted);
            if (replaced(Optional.of(there), wanted)) {
                return;
            }
        }
        throw new SipServerFault(
                Kind.INTERNAL_ERROR, wanted.aor() + " is there when it is created and gone when it is updated");
    }

    /** Reads the account from the manager; empty if it is absent. */
    Optional<JsonNode> search(Aor aor) {
        Answered reply = calls.search(aor);
        if (reply.isSuccess()) {
            return Optional.of(FlexiapiAnswers.account(reply));
        }
        if (faults.kind(reply) == Kind.ACCOUNT_NOT_FOUND) {
            return Optional.empty();
        }
        throw faults.of(reply, aor + " was not read", "");
    }

    /** Creates the account; empty on success, the manager's response if it rejects the name. */
    private Optional<Answered> created(WantedAccount wanted) {
        Map<String, @Nullable Object> account = new LinkedHashMap<>();
        account.put("username", wanted.aor().user());
        account.put("domain", wanted.aor().domain());
        account.put("password", wanted.secret().reveal());
        account.put("display_name", name(wanted));
        account.put("phone", phone(wanted));
        account.put("activated", wanted.enabled());
        Answered reply = calls.create(account);
        if (faults.refuses(reply, "phone") && !faults.refuses(reply, "username")) {
            account.remove("phone");
            reply = calls.create(account);
        }
        if (reply.isSuccess()) {
            settle(madeWhereWanted(reply, wanted), wanted);
            return Optional.empty();
        }
        if (faults.refuses(reply, "username")) {
            return Optional.of(reply);
        }
        throw notCreated(reply, wanted);
    }

    /** Replaces the account; false if it is absent. */
    private boolean replaced(Optional<JsonNode> found, WantedAccount wanted) {
        if (found.isEmpty()) {
            return false;
        }
        JsonNode there = found.get();
        Map<String, @Nullable Object> account = new LinkedHashMap<>();
        account.put("username", wanted.aor().user());
        account.put("domain", wanted.aor().domain());
        account.put("password", wanted.secret().reveal());
        account.put("email", kept(there, "email"));
        account.put("display_name", name(wanted));
        account.put("phone", phone(wanted));
        account.put("dtmf_protocol", kept(there, "dtmf_protocol"));
        account.put("activated", wanted.enabled());
        account.put("blocked", !wanted.enabled());
        Answered reply = calls.replace(FlexiapiAnswers.id(there), account);
        if (faults.refuses(reply, "phone")) {
            account.put("phone", null);
            reply = calls.replace(FlexiapiAnswers.id(there), account);
        }
        if (reply.isSuccess()) {
            JsonNode now = reply.json().filter(FlexiapiAnswers::isAccount).orElse(MissingNode.getInstance());
            settle(FlexiapiAnswers.id(there), now, wanted);
            return true;
        }
        if (faults.kind(reply) == Kind.ACCOUNT_NOT_FOUND) {
            return false;
        }
        throw faults.of(
                reply, wanted.aor() + " was not updated", wanted.secret().reveal());
    }

    /**
     * Returns the created account. The key of one Space creates accounts in that Space only, whatever the domain, so an
     * account in another domain is deleted again.
     */
    private JsonNode madeWhereWanted(Answered reply, WantedAccount wanted) {
        JsonNode made = reply.json()
                .filter(FlexiapiAnswers::isAccount)
                .or(() -> search(wanted.aor()))
                .orElseThrow(() -> FlexiapiAnswers.misfit(wanted.aor() + " was created and is not there"));
        Aor there = FlexiapiAnswers.read(made).aor();
        if (!there.equals(wanted.aor())) {
            Answered back = calls.delete(FlexiapiAnswers.id(made));
            throw FlexiapiAnswers.misfit("the key makes accounts in the domain " + there.domain() + ", not in "
                    + wanted.aor().domain() + "; " + there + (back.isSuccess() ? " was" : " could not be")
                    + " taken back");
        }
        return made;
    }

    private void settle(JsonNode made, WantedAccount wanted) {
        settle(FlexiapiAnswers.id(made), made, wanted);
    }

    /**
     * Sets the flags that the response does not show as wanted: a creation ignores {@code blocked}, and some versions
     * ignore all flags.
     */
    private void settle(String id, JsonNode now, WantedAccount wanted) {
        if (!isSet(now, "activated", wanted.enabled())) {
            turn(id, wanted.enabled() ? "activate" : "deactivate", wanted);
        }
        if (!isSet(now, "blocked", !wanted.enabled())) {
            turn(id, wanted.enabled() ? "unblock" : "block", wanted);
        }
    }

    private void turn(String id, String verb, WantedAccount wanted) {
        Answered reply = calls.turn(id, verb);
        if (!reply.isSuccess()) {
            throw faults.of(reply, wanted.aor() + " took no " + verb, "");
        }
    }

    private SipServerFault notCreated(Answered reply, WantedAccount wanted) {
        String what = wanted.aor() + " was not created";
        String password = wanted.secret().reveal();
        return switch (reply.status()) {
            case 403 -> {
                search(wanted.aor());
                yield faults.of(
                        Kind.QUOTA_EXCEEDED, reply, what + ", though the key is good: the Space is full", password);
            }
            case 404 ->
                faults.of(Kind.CONFIGURATION_ERROR, reply, what + ", is the url's host that of a Space?", password);
            default -> faults.of(reply, what, password);
        };
    }

    private SipServerFault nameRefused(Answered refusal, WantedAccount wanted) {
        boolean taken =
                faults.said(refusal, "username").toLowerCase(Locale.ROOT).contains("taken");
        String password = wanted.secret().reveal();
        return taken
                ? faults.of(
                        Kind.ACCOUNT_EXISTS,
                        refusal,
                        "the manager keeps the name of " + wanted.aor() + " for an account that was deleted",
                        password)
                : faults.of(refusal, "the manager refuses the name of " + wanted.aor(), password);
    }

    private static void requireOurs(ServerAccount there, WantedAccount wanted) {
        if (there.created() == null || there.created().isBefore(wanted.created().minus(CLOCKS))) {
            throw new SipServerFault(
                    Kind.ACCOUNT_EXISTS,
                    wanted.aor() + " was made by somebody else, at "
                            + (there.created() == null ? "a time that is not told" : there.created())
                            + ": it is left alone");
        }
    }

    private static boolean isSet(JsonNode account, String flag, boolean wanted) {
        return account.path(flag).isBoolean() && account.path(flag).asBoolean() == wanted;
    }

    private static @Nullable String kept(JsonNode there, String field) {
        JsonNode value = there.path(field);
        return value.isString() ? value.asString() : null;
    }

    private static @Nullable String name(WantedAccount wanted) {
        return wanted.displayName() == null ? null : wanted.displayName().value();
    }

    private static @Nullable String phone(WantedAccount wanted) {
        return wanted.number() == null ? null : wanted.number().e164();
    }
}
