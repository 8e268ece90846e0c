package dev.firstring.console;

import dev.firstring.platform.RetryingTransactions;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.context.LifecycleProcessor;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;
import org.springframework.context.support.AbstractApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The beans of the service, created lazily when a command requests them. Neither a web server nor jobs nor senders
 * start, so a command can run concurrently with a service.
 */
final class ServiceParts implements AutoCloseable {

    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

    /**
     * Reads the settings of all rooms without creating beans.
     *
     * @param dataSource the service's database; called when a bean needs it
     * @throws dev.firstring.platform.configuration.StartFailure if the service would not start with these settings
     */
    ServiceParts(ConfigurableEnvironment environment, Supplier<DataSource> dataSource) {
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource("no jobs", Map.of("db-scheduler.enabled", false)));
        context.setEnvironment(environment);
        context.getBeanFactory().setConversionService(environment.getConversionService());
        context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor());
        context.registerBean(
                AbstractApplicationContext.LIFECYCLE_PROCESSOR_BEAN_NAME, LifecycleProcessor.class, StartsNothing::new);
        context.registerBean("dataSource", DataSource.class, dataSource);
        context.register(WholeService.class);
        context.refresh();
    }

    /** The only bean of the given type. */
    <T> T get(Class<T> type) {
        return context.getBean(type);
    }

    /** The settings of all rooms, as bound; nothing else is created. */
    List<Object> settings() {
        List<Object> found = new ArrayList<>();
        for (String name : context.getBeanFactory().getBeanNamesForAnnotation(ConfigurationProperties.class)) {
            Class<?> type = context.getType(name, false);
            if (type != null && type.isRecord() && type.getName().startsWith("dev.firstring.")) {
                found.add(context.getBean(name));
            }
        }
        return found;
    }

    @Override
    public void close() {
        context.close();
    }

    @EnableAutoConfiguration
    @ComponentScan(basePackages = "dev.firstring", nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class)
    static class WholeService {

        /** The service defines this bean together with its connection pool, which commands do not use. */
        @Bean
        RetryingTransactions retryingTransactions(TransactionTemplate transactions, MeterRegistry meters) {
            return new RetryingTransactions(transactions, meters);
        }
    }

    private static final class StartsNothing implements LifecycleProcessor {

        @Override
        public void onRefresh() {}

        @Override
        public void onClose() {}

        @Override
        public void start() {}

        @Override
        public void stop() {}

        @Override
        public boolean isRunning() {
            return false;
        }
    }
}
