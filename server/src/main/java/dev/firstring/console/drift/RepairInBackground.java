package dev.firstring.console.drift;

import dev.firstring.sipserver.drift.RepairDrift;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Repairs drift without blocking a request for long. A repair interrupted by a crash is completed by the next one.
 * Thread-safe.
 */
@Component
final class RepairInBackground {

    private static final Logger LOG = LoggerFactory.getLogger(RepairInBackground.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final RepairDrift repairDrift;

    RepairInBackground(RepairDrift repairDrift) {
        this.repairDrift = repairDrift;
    }

    /** Repairs a run; empty if the repair exceeds the time limit of a request and continues in the background. */
    Optional<RepairDrift.Report> repair(UUID run, String actor) {
        CompletableFuture<RepairDrift.Report> report = new CompletableFuture<>();
        Thread.ofVirtual().name("repair-drift").start(() -> {
            try {
                report.complete(repairDrift.repair(run, actor));
            } catch (RuntimeException e) {
                LOG.error("The repair of drift run {} stopped early; start it again to continue", run, e);
                report.completeExceptionally(e);
            }
        });
        try {
            return Optional.of(report.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException("drift could not be repaired", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
