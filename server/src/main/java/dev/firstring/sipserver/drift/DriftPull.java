package dev.firstring.sipserver.drift;

import dev.firstring.platform.jobs.RepeatedWork;
import dev.firstring.sipserver.drift.finding.DriftCount;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The work in the background, on every node: goes on with a comparison that nobody is at. What the last one that ended here
 * found and is not repaired is in {@code firstring.sipserver.drift}, by server and kind. Thread-safe.
 */
@Component
final class DriftPull implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(DriftPull.class);

    private final CheckDrift check;
    private final DriftReports reports;
    private final MultiGauge gauge;
    private final RepeatedWork work;

    DriftPull(CheckDrift check, DriftReports reports, DriftSettings settings, MeterRegistry meters) {
        this.check = check;
        this.reports = reports;
        this.work = new RepeatedWork("drift", settings.poll(), this::step);
        this.gauge = MultiGauge.builder("firstring.sipserver.drift")
                .description("Differences between SIP servers and the database that the last comparison found")
                .register(meters);
    }

    @Override
    public void start() {
        work.start();
    }

    @Override
    public void stop() {
        work.stop();
    }

    @Override
    public boolean isRunning() {
        return work.isRunning();
    }

    /** Ends a run that nobody is at, if there is one, and tells what came of it. */
    void step(BooleanSupplier goOn) {
        Optional<UUID> ended = check.goOn(CheckProgress.NONE, goOn);
        ended.flatMap(reports::of).ifPresent(this::tell);
    }

    private void tell(DriftReport report) {
        gauge.register(report.counts().stream().map(DriftPull::row).toList(), true);
        if (report.clean()) {
            LOG.info("SIP servers {} have what the database wants; compared: {}", report.servers(), report.compared());
        } else {
            LOG.warn(
                    "SIP servers differ from the database: {}; not compared to the end: {}",
                    report.counts(),
                    report.failures());
        }
    }

    private static Row<Number> row(DriftCount count) {
        return Row.of(
                Tags.of("server", count.server().value(), "kind", count.kind().word()), count.left());
    }
}
