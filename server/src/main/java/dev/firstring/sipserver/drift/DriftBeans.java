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

/** The daily comparison, begun by whichever node comes first, and how long comparisons are kept. */
@Configuration(proxyBeanMethods = false)
class DriftBeans {

    private static final Duration KEEP = Duration.ofDays(30);

    @Bean
    RetentionRule oldComparisons() {
        return new RetentionRule("drift_run", """
                DELETE FROM drift_run
                 WHERE ctid = ANY (ARRAY(SELECT ctid FROM drift_run WHERE started_at < ? ORDER BY started_at LIMIT ?))
                """, KEEP);
    }

    @Bean
    @ConditionalOnBooleanProperty(name = "firstring.sip-server.drift.enabled", matchIfMissing = true)
    RecurringTask<Void> driftJob(CheckDrift check, DriftSettings settings) {
        return Tasks.recurring("drift", Schedules.daily(ZoneOffset.UTC, settings.checkAt()))
                .execute((instance, context) -> check.start("system"));
    }
}
