package dev.firstring.sipserver.adapter.flexisip;

import dev.firstring.sipserver.SipServer;
import dev.firstring.sipserver.SipServerSource;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

/** The configured Flexisip installations. */
@Configuration(proxyBeanMethods = false)
class FlexisipBeans {

    @Bean
    SipServerSource flexisipServers(FlexisipSettings settings, JdbcTemplate jdbc, Clock clock) {
        SipAuthView accounts = new SipAuthView(jdbc);
        return () -> settings.servers().stream()
                .<SipServer>map(server -> new FlexisipServer(server, accounts, clock))
                .toList();
    }
}
