package dev.firstring.http.accesslog;

import java.util.Collection;
import java.util.List;
import org.apache.catalina.Valve;
import org.apache.catalina.valves.AccessLogValve;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Replaces the access log that {@code server.tomcat.accesslog.enabled} turns on by the redacting one. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
class AccessLogConfiguration {

    /** Runs after Spring Boot's own customizer, which adds Tomcat's log: customizers without an order are last. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> accessLogWithoutSecrets() {
        return tomcat -> {
            Collection<Valve> valves = tomcat.getEngineValves();
            List<Valve> redacting = valves.stream()
                    .map(valve -> valve instanceof AccessLogValve log ? RedactingAccessLog.like(log) : valve)
                    .toList();
            tomcat.setEngineValves(redacting);
        };
    }
}
