package dev.firstring.sipserver.fleet;

import dev.firstring.sip.SipFixture;
import dev.firstring.sipserver.SipServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;

/** A fleet that is registered in the test database, as a node does it when it starts. */
public final class FleetFixture {

    private FleetFixture() {}

    public static Fleet of(SipFixture fixture, List<SipServer> servers) {
        Fleet fleet = new Fleet(
                List.of(() -> servers),
                new BreakerSettings(60, 40, Duration.ofSeconds(5)),
                fixture.clock,
                new SimpleMeterRegistry());
        new FleetRegister(fleet, fixture.jdbc, fixture.transactions, fixture.clock).start();
        return fleet;
    }
}
