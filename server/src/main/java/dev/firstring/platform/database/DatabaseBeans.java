package dev.firstring.platform.database;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import com.zaxxer.hikari.HikariDataSource;
import dev.firstring.platform.Ids;
import dev.firstring.platform.RetryingTransactions;
import dev.firstring.platform.configuration.PlatformSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The connection pool of the service. The pool is created only after the schema is ready, so that every bean that uses
 * it starts later. Spring Boot adds JdbcTemplate, JdbcClient, the transaction manager and TransactionTemplate (READ
 * COMMITTED, the default of the role). A test that provides its own DataSource replaces all of this.
 */
@AutoConfiguration(before = DataSourceAutoConfiguration.class)
@ConditionalOnMissingBean(DataSource.class)
public class DatabaseBeans {

    @Bean
    DatabaseAccess databaseAccess(PlatformSettings platform, DatabaseSettings settings, Ids ids) {
        return new DatabaseAccess(platform, settings, ids);
    }

    @Bean(destroyMethod = "close")
    DatabaseStart databaseStart(DatabaseAccess access) {
        return new DatabaseStart(access);
    }

    /** Starts the database as soon as the settings are known to be right; otherwise it would start with the first query. */
    @Bean
    static BeanFactoryPostProcessor databaseFirst() {
        return beans -> beans.getBean(DatabaseStart.class);
    }

    @Bean(destroyMethod = "close")
    Database database(DatabaseStart start) {
        return start.take();
    }

    @Bean(destroyMethod = "close")
    HikariDataSource dataSource(Database database, DatabaseSettings settings) {
        return database.pool(settings.poolSize());
    }

    @Bean
    RetryingTransactions retryingTransactions(TransactionTemplate transactions, MeterRegistry meters) {
        return new RetryingTransactions(transactions, meters);
    }

    @Bean
    SipReaderWatch sipReaderWatch(JdbcClient jdbc, DatabaseSettings settings, MeterRegistry meters) {
        return new SipReaderWatch(jdbc, settings.sipReaderLongest(), meters);
    }

    /** Runs on one node at a time, whichever picks the task. */
    @Bean
    RecurringTask<Void> sipReaderWatchJob(SipReaderWatch watch) {
        return Tasks.recurring("sip-reader-watch", FixedDelay.ofMinutes(1))
                .execute((instance, context) -> watch.endStuck());
    }

    @Bean
    ApplicationListener<WebServerInitializedEvent> runtimeFile(Database database) {
        return event -> {
            try {
                database.servesOn(event.getWebServer().getPort());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }
}
