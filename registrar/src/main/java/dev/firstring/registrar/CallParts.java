package dev.firstring.registrar;

import dev.firstring.registrar.account.AccountLookups;
import dev.firstring.registrar.call.Admission;
import dev.firstring.registrar.call.CallRequests;
import dev.firstring.registrar.call.CallRouter;
import dev.firstring.registrar.call.Calls;
import dev.firstring.registrar.call.Outgoing;
import dev.firstring.registrar.call.Timers;
import dev.firstring.registrar.call.Transactions;
import dev.firstring.registrar.contact.Bindings;
import dev.firstring.registrar.echo.EchoAgent;
import dev.firstring.registrar.flow.Flow;
import dev.firstring.registrar.message.Answers;
import dev.firstring.registrar.message.Responses;
import dev.firstring.registrar.report.Reports;
import dev.firstring.registrar.request.ServedNames;
import dev.firstring.registrar.request.SignIn;
import dev.firstring.registrar.settings.CallSettings;
import dev.firstring.registrar.settings.RegistrarSettings;
import dev.firstring.registrar.transport.Traffic;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The parts that route calls. */
record CallParts(
        CallRequests requests, Transactions table, Timers timers, Calls calls, CallRouter router, EchoAgent echo)
        implements AutoCloseable {

    private static final int KEY_BYTES = 32;

    /** What they share with the registrar. */
    record Common(
            Answers answers, Bindings bindings, Reports reports, Traffic traffic, Clock clock, SecureRandom random) {}

    static CallParts make(
            RegistrarSettings settings,
            CallSettings callSettings,
            ServedNames names,
            SignIn signIn,
            AccountLookups accounts,
            Common common,
            Supplier<@Nullable Flow> gateway) {
        byte[] key = new byte[KEY_BYTES];
        common.random().nextBytes(key);
        Timers timers = new Timers(common.clock());
        Transactions table = new Transactions(timers);
        Outgoing outgoing = new Outgoing(key, common.random());
        Responses responses = new Responses(common.answers());
        Calls calls = new Calls(table, callSettings, common.reports(), common.random());
        EchoAgent echo =
                new EchoAgent(table, outgoing, responses, callSettings.echo(), common.reports(), common.random());
        CallRouter router = new CallRouter(table, calls, outgoing, responses, common.bindings(), settings, gateway);
        Admission admission = new Admission(names, signIn, accounts, responses, callSettings.echo());
        CallRequests requests = new CallRequests(table, calls, admission, router, echo, responses, common.traffic());
        return new CallParts(requests, table, timers, calls, router, echo);
    }

    void start() {
        timers.start();
    }

    int live() {
        return calls.live() + echo.live();
    }

    int transactions() {
        return table.size();
    }

    @Override
    public void close() {
        timers.close();
        echo.clear();
        router.clear();
        table.clear();
    }
}
