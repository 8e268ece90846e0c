package dev.firstring.messaging.provider.smpp;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Carriers that speak SMPP 3.4.
 *
 * @param links the carriers; default none
 */
@Validated
@ConfigurationProperties("firstring.messaging.smpp")
record SmppSettings(@DefaultValue List<SmppLink> links) {

    SmppSettings {
        links = List.copyOf(links);
    }
}
