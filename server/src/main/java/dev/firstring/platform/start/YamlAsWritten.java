package dev.firstring.platform.start;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.boot.env.OriginTrackedMapPropertySource;
import org.springframework.boot.env.PropertySourceLoader;
import org.springframework.boot.origin.OriginTrackedValue;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.boot.origin.TextResourceOrigin.Location;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.Resource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.reader.UnicodeReader;

/**
 * Loads YAML with all scalars as text, like properties files and environment variables. YAML 1.1 would read {@code NO}
 * as false, {@code 012345} as the number 5349, {@code 12:40} as the number 760 and {@code +12025550123} as a number
 * without its plus sign, although a country, a code, a time and a phone number are meant. The type of a setting is
 * decided when it is bound. Thread-safe.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
public final class YamlAsWritten implements PropertySourceLoader {

    private static final String MERGE = "<<";

    @Override
    public String[] getFileExtensions() {
        return new String[] {"yml", "yaml"};
    }

    /** @throws MarkedYAMLException if it is not valid YAML, or a mapping has a duplicate key */
    @Override
    public List<PropertySource<?>> load(String name, Resource resource) throws IOException {
        List<PropertySource<?>> sources = new ArrayList<>();
        try (InputStream bytes = resource.getInputStream()) {
            for (Node document : new Yaml(new LoaderOptions()).composeAll(new UnicodeReader(bytes))) {
                Map<String, Object> settings = new LinkedHashMap<>();
                collect("", document, resource, settings);
                if (!settings.isEmpty()) {
                    String number = sources.isEmpty() ? "" : " (document #" + sources.size() + ")";
                    sources.add(new OriginTrackedMapPropertySource(
                            name + number, Collections.unmodifiableMap(settings), true));
                }
            }
        }
        return sources;
    }

    private static void collect(String path, Node node, Resource resource, Map<String, Object> settings) {
        switch (node) {
            case MappingNode mapping -> collectMembers(path, mapping, resource, settings);
            case SequenceNode sequence -> {
                for (int i = 0; i < sequence.getValue().size(); i++) {
                    collect(path + "[" + i + "]", sequence.getValue().get(i), resource, settings);
                }
                if (sequence.getValue().isEmpty()) {
                    settings.put(path, value("", sequence, resource));
                }
            }
            case ScalarNode scalar when path.isEmpty() && scalar.getValue().isEmpty() -> {}
            case ScalarNode scalar when path.isEmpty() -> throw mistake("settings are expected", scalar);
            case ScalarNode scalar -> settings.put(path, value(text(scalar), scalar, resource));
            default -> throw mistake("this is neither a value nor a list nor names with values", node);
        }
    }

    /** Merged entries have lower precedence than the mapping's own entries. */
    private static void collectMembers(
            String path, MappingNode mapping, Resource resource, Map<String, Object> settings) {
        Map<String, Object> own = new LinkedHashMap<>();
        Map<String, Object> merged = new LinkedHashMap<>();
        Set<String> names = new HashSet<>();
        for (NodeTuple member : mapping.getValue()) {
            if (!(member.getKeyNode() instanceof ScalarNode key)) {
                throw mistake("a name is expected", member.getKeyNode());
            }
            if (key.getTag().equals(Tag.MERGE)
                    || (key.isPlain() && key.getValue().equals(MERGE))) {
                merge(path, member.getValueNode(), resource, merged);
                continue;
            }
            if (!names.add(key.getValue())) {
                throw mistake("found duplicate key " + key.getValue(), key);
            }
            collect(below(path, key.getValue()), member.getValueNode(), resource, own);
        }
        settings.putAll(own);
        merged.forEach(settings::putIfAbsent);
    }

    private static void merge(String path, Node node, Resource resource, Map<String, Object> merged) {
        if (node instanceof SequenceNode sequence) {
            sequence.getValue().forEach(each -> merge(path, each, resource, merged));
        } else {
            Map<String, Object> more = new LinkedHashMap<>();
            collect(path, node, resource, more);
            more.forEach(merged::putIfAbsent);
        }
    }

    private static String below(String path, String name) {
        return path.isEmpty() || name.startsWith("[") ? path + name : path + "." + name;
    }

    /** Only a plain scalar can be null, which becomes an empty text. */
    private static String text(ScalarNode scalar) {
        boolean nothing = scalar.isPlain()
                && (scalar.getValue().equals("~") || scalar.getValue().equals("null"));
        return nothing ? "" : scalar.getValue();
    }

    private static OriginTrackedValue value(String text, Node node, Resource resource) {
        Mark mark = node.getStartMark();
        return Objects.requireNonNull(OriginTrackedValue.of(
                text, new TextResourceOrigin(resource, new Location(mark.getLine(), mark.getColumn()))));
    }

    private static MarkedYAMLException mistake(String what, Node node) {
        return new Mistake(what, node.getStartMark());
    }

    private static final class Mistake extends MarkedYAMLException {

        private static final long serialVersionUID = 1L;

        Mistake(String what, Mark where) {
            super(null, null, what, where);
        }
    }
}
