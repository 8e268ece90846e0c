package dev.firstring.web.browser;

import dev.firstring.testing.RunningService;
import dev.firstring.testing.SettableClock;
import dev.firstring.testing.SharedService;
import dev.firstring.testing.TestDatabase;
import java.time.Duration;
import java.util.function.UnaryOperator;

/**
 * A service whose pages are visited: with the registrar inside, pages told twice a second what happens, and a clock moved
 * by hand. All visitors come from one address, so the limit on addresses is out of the way.
 */
public record Site(TestDatabase database, SettableClock clock, RunningService service, boolean shared)
        implements AutoCloseable {

    /** The one that classes share ({@link SharedService}). */
    public static Site start() {
        SharedService shared = SharedService.wide();
        return new Site(shared.database(), shared.clock(), shared.node(), true);
    }

    /** One of its own, with more settings. */
    public static Site start(UnaryOperator<RunningService.Setup> more) {
        TestDatabase database = TestDatabase.create();
        SettableClock clock = new SettableClock();
        RunningService.Setup setup = RunningService.over(database)
                .clock(clock)
                .set("firstring.sip-server.embedded.port", 0)
                .set("firstring.limits.address-hour", 1000)
                .set("firstring.web.live.period", "500ms");
        return new Site(database, clock, more.apply(setup).start(), false);
    }

    public void advance(Duration step) {
        clock.advance(step);
    }

    @Override
    public void close() {
        if (!shared) {
            service.close();
            database.close();
        }
    }
}
