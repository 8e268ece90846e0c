package dev.firstring.http.metrics;

import dev.firstring.platform.Mode;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.catalina.connector.Connector;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.bind.BindResult;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;

/** Gives the metrics a separate port if one is configured. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
class MetricsConfiguration {

    /** Prometheus normally uses one connection; a flood of them must not exhaust the resources for clients. */
    private static final int MOST_CONNECTIONS = 16;

    private static final int MOST_THREADS = 4;

    @Bean
    MetricsPort metricsPort(MetricsSettings settings, Environment environment) throws UnknownHostException {
        Boolean onPublicPort = settings.publicPort();
        return new MetricsPort(connector(settings), onPublicPort == null ? !isProduction(environment) : onPublicPort);
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> metricsConnector(MetricsPort port) {
        return tomcat -> port.connector().ifPresent(tomcat::addAdditionalConnectors);
    }

    /** Runs before the filters of the application, which need not process requests for absent paths. */
    @Bean
    FilterRegistrationBean<MetricsPort> metricsPortFilter(MetricsPort port) {
        FilterRegistrationBean<MetricsPort> filter = new FilterRegistrationBean<>(port);
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 5);
        return filter;
    }

    private static boolean isProduction(Environment environment) {
        BindResult<Mode> mode = Binder.get(environment).bind("firstring.mode", Mode.class);
        return mode.isBound() && mode.get() == Mode.PRODUCTION;
    }

    private static @Nullable Connector connector(MetricsSettings settings) throws UnknownHostException {
        Integer port = settings.port();
        if (port == null) {
            return null;
        }
        Connector connector = new Connector(TomcatServletWebServerFactory.DEFAULT_PROTOCOL);
        connector.setPort(port);
        if (connector.getProtocolHandler() instanceof AbstractHttp11Protocol<?> http) {
            http.setAddress(InetAddress.getByName(settings.address()));
            http.setMaxThreads(MOST_THREADS);
            http.setMinSpareThreads(1);
            http.setMaxConnections(MOST_CONNECTIONS);
        }
        return connector;
    }
}
