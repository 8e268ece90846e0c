package dev.firstring.platform.keys.rotation;

import dev.firstring.platform.keys.KeySettings;
import dev.firstring.platform.keys.Reseal;
import dev.firstring.platform.keys.keyset.KeyVault;
import dev.firstring.platform.keys.ring.KeyRing;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the rotation with the values that the rooms re-encrypt. */
@Configuration(proxyBeanMethods = false)
class RotationConfiguration {

    @Bean
    RotateKeys rotateKeys(
            KeyVault vault, KeyRing ring, ObjectProvider<Reseal> reseals, KeySettings settings, Clock clock) {
        return new RotateKeys(vault, ring, reseals.orderedStream().toList(), settings, Thread::sleep, clock);
    }
}
