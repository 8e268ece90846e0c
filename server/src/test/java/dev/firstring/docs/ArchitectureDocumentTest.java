package dev.firstring.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.testing.Rooms;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.ApplicationModule;
import org.springframework.util.ClassUtils;

@Tag("slow")
class ArchitectureDocumentTest {

    private final Map<String, Set<String>> leansOn = new TreeMap<>();

    ArchitectureDocumentTest() {
        Rooms.all().forEach(room -> {
            String rules = room.getBasePackage().getName() + ".package-info";
            ApplicationModule rule = ClassUtils.resolveClassName(rules, null).getAnnotation(ApplicationModule.class);
            leansOn.put(
                    room.getIdentifier().toString(),
                    Arrays.stream(rule.allowedDependencies())
                            .map(entry -> entry.split("::")[0].strip())
                            .collect(Collectors.toCollection(TreeSet::new)));
        });
    }

    @Test
    void the_picture_of_the_rooms_follows_their_rules() throws IOException {
        assertThat(leansOn).containsKeys("onboarding", "platform");
        StringBuilder text = new StringBuilder("\n```mermaid\nflowchart TD\n");
        leansOn.forEach((room, others) -> {
            text.append("    ").append(room).append('\n');
            others.stream()
                    .filter(other -> others.stream().noneMatch(between -> reaches(between, other)))
                    .forEach(other -> text.append("    %s --> %s%n".formatted(room, other)));
        });
        new GeneratedPart("docs/architecture.md", "rooms").mustBe(text + "```\n\n");
    }

    @Test
    void the_table_of_the_rooms_tells_what_each_may_use() throws IOException {
        StringBuilder text = new StringBuilder("\n| room | may use |\n|---|---|\n");
        leansOn.forEach((room, others) -> text.append(
                "| `%s` | %s |%n".formatted(room, others.isEmpty() ? "nothing" : String.join(", ", others))));
        new GeneratedPart("docs/architecture.md", "rules").mustBe(text + "\n");
    }

    private boolean reaches(String room, String other) {
        Set<String> next = leansOn.getOrDefault(room, Set.of());
        return next.contains(other) || next.stream().anyMatch(between -> reaches(between, other));
    }
}
