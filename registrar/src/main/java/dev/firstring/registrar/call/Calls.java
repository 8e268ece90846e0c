package dev.firstring.registrar.call;

import dev.firstring.registrar.account.AddressOfRecord;
import dev.firstring.registrar.flow.Flow;
import dev.firstring.registrar.message.SipMessage;
import dev.firstring.registrar.report.Reports;
import dev.firstring.registrar.settings.CallSettings;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The calls that were set up through here, limited in total and per caller. Guarded by {@link Transactions}. */
public final class Calls {

    private static final Pattern OWN_ROUTE = Pattern.compile("<sip:(fs-[0-9a-f]{32})@[^<>\\s]++>(?:\\s*+;.*+)?+");
    private static final int TOKEN_BYTES = 16;

    private final Transactions table;
    private final CallSettings settings;
    private final Reports reports;
    private final SecureRandom random;
    private final Map<String, Call> calls = new HashMap<>();
    private final Map<AddressOfRecord, Integer> slots = new HashMap<>();

    public Calls(Transactions table, CallSettings settings, Reports reports, SecureRandom random) {
        this.table = table;
        this.settings = settings;
        this.reports = reports;
        this.random = random;
    }

    /** The number of calls that were not ended. */
    public int live() {
        return table.locked(calls::size);
    }

    /** A request within a call, without the routes of this proxy; the call is null if they name none. */
    record Within(@Nullable Call call, SipMessage request) {}

    Within within(SipMessage request) {
        List<String> routes = new ArrayList<>(request.list("route"));
        @Nullable Call call = null;
        while (!routes.isEmpty()) {
            Matcher own = OWN_ROUTE.matcher(routes.getFirst());
            @Nullable Call found = own.matches() ? calls.get(own.group(1)) : null;
            if (found == null) {
                break;
            }
            call = found;
            routes.removeFirst();
        }
        SipMessage rest = request.without(Set.of("route"))
                .withLast(routes.stream().map(route -> "Route: " + route).toList());
        return new Within(call, rest);
    }

    /** Takes a slot of a caller for a call or a message; false if a limit is reached. */
    boolean take(AddressOfRecord caller) {
        if (slots.getOrDefault(caller, 0) >= settings.perCaller()
                || calls.size() >= settings.atOnce()
                || table.isFull()) {
            return false;
        }
        slots.merge(caller, 1, Integer::sum);
        return true;
    }

    void release(AddressOfRecord caller) {
        slots.computeIfPresent(caller, (key, held) -> held > 1 ? held - 1 : null);
    }

    /**
     * Begins a call, which keeps the slot of its caller.
     *
     * @param callee null if no account of this domain is called
     */
    Call begin(AddressOfRecord caller, @Nullable AddressOfRecord callee, SipMessage invite, Flow flow) {
        byte[] drawn = new byte[TOKEN_BYTES];
        random.nextBytes(drawn);
        Call call = new Call("fs-" + HexFormat.of().formatHex(drawn), caller, callee, invite, flow);
        calls.put(call.token(), call);
        table.after(settings.longest(), () -> end(call));
        return call;
    }

    /** A phone has accepted the call. */
    void answered(Call call) {
        call.answered(reports.answered(call.accounts()));
    }

    void end(Call call) {
        if (calls.remove(call.token(), call)) {
            release(call.caller());
        }
    }

    /** Ends a call if a BYE has ended its last phone. */
    void bye(Call call, SipMessage request) {
        if (call.endedBy(request)) {
            call.over();
            end(call);
        }
    }

    void clear() {
        calls.clear();
        slots.clear();
    }
}
