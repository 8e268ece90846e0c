package dev.firstring.abuse.watch;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The watch over the windows. One node keeps it, whichever comes first. */
@Configuration(proxyBeanMethods = false)
class WatchBeans {

    private static final Duration EVERY = Duration.ofSeconds(30);

    @Bean
    RecurringTask<Void> guardWatch(WatchWindows watch) {
        return Tasks.recurring("guard-watch", Schedules.fixedDelay(EVERY)).execute((instance, context) -> watch.run());
    }
}
