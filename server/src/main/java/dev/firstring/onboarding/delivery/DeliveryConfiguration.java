package dev.firstring.onboarding.delivery;

import dev.firstring.messaging.CodeSource;
import dev.firstring.verification.CodeSeed;
import dev.firstring.verification.Codes;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Lets the outbox make the code of a message whose first sender died. */
@Configuration(proxyBeanMethods = false)
class DeliveryConfiguration {

    @Bean
    CodeSource codeSource(Codes codes) {
        return (verification, salt, keyId) -> codes.codeOf(new CodeSeed(verification, salt, keyId));
    }
}
