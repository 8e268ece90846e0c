package dev.firstring;

import dev.firstring.testing.Rooms;
import org.junit.jupiter.api.Test;

class ModulesTest {

    @Test
    void rooms_lean_only_on_the_rooms_they_name() {
        Rooms.all().verify();
    }
}
