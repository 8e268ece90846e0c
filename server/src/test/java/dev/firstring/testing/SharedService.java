package dev.firstring.testing;

import dev.firstring.sipserver.Capability;
import dev.firstring.sipserver.MemoryServer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;

/**
 * A service that the test classes of this JVM use one after another, since to start one takes seconds. It starts when the first
 * class asks for these settings, and ends with the run.
 *
 * <p>A class that uses it brings its own numbers, devices and addresses, counts only what is its own, and leaves the service
 * running. Every class begins two days after the one before it ended, when no limit on a day remembers that one. A class
 * that stops a node, looks at the whole database, or needs stand-ins of its own starts a service with {@link RunningService}.
 */
public final class SharedService {

    /** What reviewers of an app use: a number with a code of its own. */
    public static final String TEST_NUMBER = "+33639980099";

    public static final String CODE_OF_TEST_NUMBER = "424242";

    private static final Map<String, Object> ORDINARY = Map.of(
            "firstring.numbers.test[0].number", TEST_NUMBER,
            "firstring.numbers.test[0].code", CODE_OF_TEST_NUMBER,
            "firstring.numbers.test[0].until", "2099-12-31");

    private static final Map<String, Object> WIDE = Map.of(
            "firstring.limits.address-hour", 1000,
            "firstring.sip-server.embedded.port", 0,
            "firstring.web.live.period", "500ms");

    private static final Map<String, Object> WITH_SIP_SERVER =
            Map.of("firstring.sip-server.breaker.failure-share", 100);

    private static final Map<Map<String, Object>, SharedService> STARTED = new HashMap<>();

    private final Map<String, Object> settings;
    private final MemoryServer sipServer = new MemoryServer(
            "memory", Capability.LISTS_ACCOUNTS, Capability.TELLS_HASHES, Capability.DROPS_ONE_CONTACT);
    private final SettableClock clock = new SettableClock();
    private final TestDatabase database = TestRun.endsWithTheRun(TestDatabase.create());
    private final RunningService node;
    private RunningService otherNode;

    private SharedService(Map<String, Object> settings) {
        this.settings = settings;
        this.node = start();
    }

    /** With the settings of development and one test number. */
    public static SharedService ordinary() {
        return with(ORDINARY);
    }

    /**
     * With room for many callers at one address, as all browsers of this machine are; with the registrar inside, and with
     * pages that are told twice a second what happens.
     */
    public static SharedService wide() {
        return with(WIDE);
    }

    /** With a SIP server in memory that is asked however often it failed. */
    public static SharedService withSipServer() {
        return with(WITH_SIP_SERVER);
    }

    private static SharedService with(Map<String, Object> settings) {
        synchronized (STARTED) {
            SharedService shared = STARTED.get(settings);
            if (shared == null) {
                shared = new SharedService(settings);
                STARTED.put(settings, shared);
            } else {
                Instant noon =
                        shared.clock.instant().truncatedTo(ChronoUnit.DAYS).plus(Duration.ofHours(12));
                shared.clock.set(noon.plus(Duration.ofDays(2)));
            }
            return shared;
        }
    }

    public SettableClock clock() {
        return clock;
    }

    public TestDatabase database() {
        return database;
    }

    public RunningService node() {
        return node;
    }

    /** The one of {@link #withSipServer}; no part of other services. */
    public MemoryServer sipServer() {
        return sipServer;
    }

    /** A second node over the same database. */
    public RunningService otherNode() {
        synchronized (STARTED) {
            if (otherNode == null) {
                otherNode = start();
            }
            return otherNode;
        }
    }

    private RunningService start() {
        RunningService.Setup setup = RunningService.over(database).clock(clock);
        settings.forEach(setup::set);
        if (settings.equals(WITH_SIP_SERVER)) {
            setup.sipServers(sipServer);
        }
        return TestRun.endsWithTheRun(setup.start());
    }
}
