package dev.firstring.http.request;

import dev.firstring.http.ClientAddress.CodeVisibility;
import dev.firstring.http.CorsSettings;
import dev.firstring.http.PageSources;
import dev.firstring.platform.Ids;
import dev.firstring.platform.Mode;
import dev.firstring.platform.start.Listening;
import jakarta.servlet.DispatcherType;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Configures the identification of requests and clients. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
class RequestConfiguration {

    @Bean
    RequestIds requestIds(Ids ids) {
        return new RequestIds(ids);
    }

    @Bean
    StandardHeaders standardHeaders(RequestIds requestIds, ObjectProvider<PageSources> sources) {
        return new StandardHeaders(requestIds, sources.stream().toList());
    }

    @Bean
    ClientAddresses clientAddresses(HttpSettings settings) {
        return new ClientAddresses(settings.trustedProxies());
    }

    @Bean
    PublicUrls publicUrls(PublicUrlSettings settings, ClientAddresses addresses) {
        return new PublicUrls(settings, addresses);
    }

    @Bean
    FilterRegistrationBean<RequestIdFilter> requestIdFilter(
            RequestIds requestIds, ClientAddresses addresses, StandardHeaders headers) {
        FilterRegistrationBean<RequestIdFilter> filter =
                new FilterRegistrationBean<>(new RequestIdFilter(requestIds, addresses, headers));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return filter;
    }

    @Bean
    CodeVisibility codeVisibility(Mode mode, Environment environment) {
        return new CodeVisibility(mode, new Listening(environment).othersReachIt());
    }

    @Bean
    FilterRegistrationBean<DevelopmentPagesFilter> developmentPages(ClientAddresses addresses, CodeVisibility codes) {
        FilterRegistrationBean<DevelopmentPagesFilter> filter =
                new FilterRegistrationBean<>(new DevelopmentPagesFilter(addresses, codes));
        filter.addUrlPatterns(DevelopmentPagesFilter.PAGES);
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 2);
        return filter;
    }

    /** Runs after the filter of the standard headers, and before every filter that can refuse a request. */
    @Bean
    FilterRegistrationBean<CorsFilter> corsOfOtherOrigins(CorsSettings settings) {
        FilterRegistrationBean<CorsFilter> filter = new FilterRegistrationBean<>(new CorsFilter(settings));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
        filter.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ERROR);
        return filter;
    }

    @Bean
    WebMvcConfigurer clientArguments(ClientAddresses addresses, PublicUrls urls) {
        return new WebMvcConfigurer() {
            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(addresses);
                resolvers.add(urls);
            }
        };
    }
}
