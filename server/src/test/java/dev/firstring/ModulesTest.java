package dev.firstring;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ModulesTest {

    @Test
    void rooms_lean_only_on_the_rooms_they_name() {
        ApplicationModules.of(Firstring.class).verify();
    }
}
