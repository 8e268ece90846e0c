package dev.firstring.http.connections;

import dev.firstring.http.request.ClientAddresses;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Installs the connection limits in the server. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
class ConnectionConfiguration {

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> boundedConnections(
            ConnectionSettings settings, ClientAddresses addresses, ObjectProvider<MeterRegistry> meters) {
        return tomcat -> {
            HttpConnections connections =
                    new HttpConnections(settings, addresses, meters.getIfAvailable(), System::nanoTime);
            tomcat.setProtocol(BoundedProtocol.class.getName());
            tomcat.addContextValves(BoundedProtocol.valve(connections));
            tomcat.addConnectorCustomizers(connector -> {
                if (connector.getProtocolHandler() instanceof AbstractHttp11Protocol<?> http) {
                    long read = Math.min(
                            settings.head().toMillis(), settings.exchange().toMillis());
                    http.setConnectionTimeout((int) read);
                    http.setKeepAliveTimeout((int) settings.keepAlive().toMillis());
                }
                if (connector.getProtocolHandler() instanceof BoundedProtocol bounded) {
                    bounded.hold(connections);
                }
            });
        };
    }
}
