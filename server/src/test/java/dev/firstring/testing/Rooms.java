package dev.firstring.testing;

import com.tngtech.archunit.core.domain.JavaClass.Predicates;
import dev.firstring.Firstring;
import org.springframework.modulith.core.ApplicationModules;

/** The rooms of the service. The registrar is none: a module of its own, which Maven keeps from leaning on any. */
public final class Rooms {

    private Rooms() {}

    public static ApplicationModules all() {
        return ApplicationModules.of(Firstring.class, Predicates.resideInAPackage("dev.firstring.registrar.."));
    }
}
