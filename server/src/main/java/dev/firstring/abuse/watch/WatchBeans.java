package dev.firstring.abuse.watch;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Schedules the check of the windows. One node runs it at a time. */
@Configuration(proxyBeanMethods = false)
class WatchBeans {

    private static final Duration EVERY = Duration.ofSeconds(30);

    @Bean
    RecurringTask<Void> guardWatch(WatchWindows watch) {
        return Tasks.recurring("guard-watch", Schedules.fixedDelay(EVERY)).execute((instance, context) -> watch.run());
    }
}
