package dev.firstring.http.faults;

import dev.firstring.http.Problems;
import dev.firstring.http.request.StandardHeaders;
import java.util.List;
import org.apache.catalina.core.StandardHost;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.handler.AbstractHandlerExceptionResolver;

/** Installs the handlers of faults. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
class FaultConfiguration {

    private static final int MOST_READ_AFTER_REFUSAL = 65_536;

    @Bean
    FaultResolver faultResolver(Problems problems) {
        return new FaultResolver(problems);
    }

    @Bean
    SecurityFaults securityFaults(Problems problems) {
        return new SecurityFaults(problems);
    }

    @Bean
    WebMvcConfigurer faultsFirst(FaultResolver faults) {
        return new WebMvcConfigurer() {
            @Override
            public void extendHandlerExceptionResolvers(List<HandlerExceptionResolver> resolvers) {
                resolvers.forEach(FaultConfiguration::silence);
                resolvers.addFirst(faults);
            }
        };
    }

    /** Their log lines would quote the request. */
    private static void silence(HandlerExceptionResolver resolver) {
        if (resolver instanceof AbstractHandlerExceptionResolver talkative) {
            talkative.setWarnLogCategory("");
        }
    }

    /**
     * Accepts all headers, since {@link HeaderFilter} has already checked them; the exception of a refusal here would
     * quote them.
     */
    @Bean
    HttpFirewall firewall() {
        StrictHttpFirewall firewall = new StrictHttpFirewall();
        firewall.setAllowedHeaderNames(name -> true);
        firewall.setAllowedHeaderValues(value -> true);
        return firewall;
    }

    @Bean
    FilterRegistrationBean<HeaderFilter> headerFilter() {
        FilterRegistrationBean<HeaderFilter> filter = new FilterRegistrationBean<>(new HeaderFilter());
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 15);
        return filter;
    }

    @Bean
    FilterRegistrationBean<FaultFilter> faultFilter(FaultResolver faults) {
        FilterRegistrationBean<FaultFilter> filter = new FilterRegistrationBean<>(new FaultFilter(faults));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 10);
        return filter;
    }

    /**
     * A body that is refused because of its {@code Content-Length} is not requested with {@code 100 Continue}. If the
     * client sends it nevertheless, only a limited part is read, so that the client can receive the refusal.
     */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> faultsBelowTheApplication(
            Problems problems, StandardHeaders headers) {
        // Otherwise Tomcat logs malformed headers and cookies, at most once a day, but with their content.
        System.setProperty("org.apache.juli.logging.UserDataHelper.CONFIG", "NONE");
        return tomcat -> {
            tomcat.addContextCustomizers(context -> {
                if (context.getParent() instanceof StandardHost host) {
                    host.setErrorReportValveClass("");
                    host.getPipeline().addValve(new FaultValve(problems, headers));
                }
            });
            tomcat.addConnectorCustomizers(connector -> {
                if (connector.getProtocolHandler() instanceof AbstractHttp11Protocol<?> http) {
                    http.setContinueResponseTiming("onRead");
                    http.setMaxSwallowSize(MOST_READ_AFTER_REFUSAL);
                }
            });
        };
    }
}
