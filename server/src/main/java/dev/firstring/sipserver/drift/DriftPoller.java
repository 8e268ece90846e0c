package dev.firstring.sipserver.drift;

import dev.firstring.platform.jobs.RepeatedWork;
import dev.firstring.sipserver.drift.finding.DriftReport;
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
 * Polls on every node for a run without an owner, and works on it. The gauge {@code firstring.sipserver.drift} has the
 * unrepaired differences, by server and kind, of the last run that ended on this node. Thread-safe.
 */
@Component
final class DriftPoller implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(DriftPoller.class);

    private final CheckDrift check;
    private final DriftRunStore runs;
    private final MultiGauge gauge;
    private final RepeatedWork work;

    DriftPoller(CheckDrift check, DriftRunStore runs, DriftSettings settings, MeterRegistry meters) {
        this.check = check;
        this.runs = runs;
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

    /** Works on a run without an owner, if there is one, and publishes its report. */
    void step(BooleanSupplier keepGoing) {
        Optional<UUID> ended = check.resume(CheckDrift.Progress.IGNORED, keepGoing);
        ended.flatMap(runs::report).ifPresent(this::publish);
    }

    private void publish(DriftReport report) {
        gauge.register(report.counts().stream().map(DriftPoller::row).toList(), true);
        if (report.clean()) {
            LOG.info("SIP servers {} match the database; accounts compared: {}", report.servers(), report.compared());
        } else {
            LOG.warn(
                    "SIP servers differ from the database: {}; not compared to the end: {}",
                    report.counts(),
                    report.failures());
        }
    }

    private static Row<Number> row(DriftReport.Count count) {
        return Row.of(
                Tags.of("server", count.server().value(), "kind", count.kind().word()), count.left());
    }
}
