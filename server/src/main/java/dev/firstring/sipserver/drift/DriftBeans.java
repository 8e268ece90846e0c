package dev.firstring.sipserver.drift;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import dev.firstring.platform.jobs.RetentionRule;
import java.time.Duration;
import java.time.ZoneOffset;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** The daily comparison, started by one node, and the retention of comparisons. */
@Configuration(proxyBeanMethods = false)
class DriftBeans {

    private static final Duration KEEP = Duration.ofDays(30);

    /** Findings are deleted before their run, in batches: a server that lost all of its accounts has millions. */
    @Bean
    @Order(0)
    RetentionRule oldFindings() {
        return new RetentionRule("drift_finding", """
                DELETE FROM drift_finding
                 WHERE ctid = ANY (ARRAY(
                           SELECT finding.ctid
                             FROM drift_run
                            CROSS JOIN LATERAL (
                                      SELECT drift_finding.ctid
                                        FROM drift_finding
                                       WHERE drift_finding.run_id = drift_run.id
                                      OFFSET 0
                                         FOR UPDATE SKIP LOCKED) AS finding
                            WHERE drift_run.started_at < ?
                            LIMIT ?))
                """, KEEP);
    }

    @Bean
    RetentionRule oldComparisons() {
        return new RetentionRule("drift_run", """
                DELETE FROM drift_run
                 WHERE ctid = ANY (ARRAY(
                           SELECT ctid
                             FROM drift_run
                            WHERE started_at < ? AND ended_at IS NOT NULL
                              AND NOT EXISTS (SELECT 1 FROM drift_finding WHERE drift_finding.run_id = drift_run.id)
                            ORDER BY started_at
                            LIMIT ?
                              FOR UPDATE SKIP LOCKED))
                """, KEEP);
    }

    @Bean
    @ConditionalOnBooleanProperty(name = "firstring.sip-server.drift.enabled", matchIfMissing = true)
    RecurringTask<Void> driftJob(CheckDrift check, DriftSettings settings) {
        return Tasks.recurring("drift", Schedules.daily(ZoneOffset.UTC, settings.checkAt()))
                .execute((instance, context) -> check.start("system"));
    }
}
