package dev.firstring.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.hostile.TargetService.Target;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** The OpenAPI document of the whole service. */
@ExtendWith(TargetService.class)
abstract class DocumentFixture {

    static Target target;
    static JsonNode document;

    @BeforeAll
    static void read(Target given) {
        target = given;
        document = given.service().get("/openapi").json();
    }

    static void told(JsonNode part, String member, String at, List<String> silent) {
        if (part.path(member).asString("").isBlank()) {
            silent.add(at + " " + member);
        }
    }

    static Collection<String> paths(String part, Predicate<String> belongs) {
        Collection<String> paths =
                target.service().get("/openapi" + part).json().get("paths").propertyNames();
        assertThat(paths).as(part).isNotEmpty().allMatch(belongs);
        return paths;
    }
}
