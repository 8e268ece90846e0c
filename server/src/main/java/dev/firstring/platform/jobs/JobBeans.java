package dev.firstring.platform.jobs;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

/** The recurring jobs of retention and partitioning. Each runs on one node at a time, whichever picks the task. */
@Configuration(proxyBeanMethods = false)
class JobBeans {

    private static final LocalTime QUIET = LocalTime.of(3, 17);

    @Bean
    Retention retention(
            JdbcTemplate jdbc, Clock clock, MeterRegistry meters, List<RetentionRule> rules, List<PassRule> passes) {
        return new Retention(jdbc, clock, meters, rules, passes);
    }

    @Bean
    Partitions partitions(JdbcTemplate jdbc, Clock clock, MeterRegistry meters, List<PartitionRule> rules) {
        return new Partitions(jdbc, clock, meters, rules);
    }

    @Bean
    RecurringTask<Void> partitionJob(Partitions partitions) {
        return Tasks.recurring("partitions", FixedDelay.of(Duration.ofHours(1)))
                .execute((instance, context) -> partitions.run());
    }

    @Bean
    RecurringTask<Void> retentionJob(Retention retention) {
        return Tasks.recurring("retention", Schedules.daily(ZoneOffset.UTC, QUIET))
                .execute((instance, context) -> retention.run());
    }
}
