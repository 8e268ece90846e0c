package dev.firstring.sipserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Modifier;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ServerHealthTest {

    @Test
    void a_server_is_healthy_or_has_a_problem_whoever_tells() {
        assertThat(new ServerHealth(true, null, null, null, null).healthy()).isTrue();
        assertThat(new ServerHealth(true, null, null, null, "no Flexisip listens").healthy())
                .isFalse();
        assertThat(ServerHealth.down("away").healthy()).isFalse();
        assertThatThrownBy(() -> new ServerHealth(false, null, null, null, null))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ServerHealth(true, null, null, null, " "))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** An adapter has no way to say that a server is healthy other than to tell no problem. */
    @Test
    void health_is_not_told_beside_the_problem() {
        assertThat(Modifier.isFinal(ServerHealth.class.getModifiers())).isTrue();
        assertThat(Arrays.stream(ServerHealth.class.getRecordComponents()).map(component -> component.getName()))
                .doesNotContain("healthy");
    }
}
