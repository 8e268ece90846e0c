package dev.firstring.house;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The source files that a request touches, by a static call graph from its controller method. {@code bin/house --help} defines
 * what is followed.
 */
final class Flow {

    /** Library types that do not make libraries call the methods of a class. */
    private static final Set<String> PLAIN = Set.of(
            "java/lang/Object", "java/lang/Record", "java/lang/Enum", "java/lang/Comparable", "java/io/Serializable");

    private final Map<String, CompiledType> types;
    private final Set<String> ports;
    private final Map<String, Set<String>> children = new HashMap<>();
    private final Set<String> mentioned = new HashSet<>();
    private final Set<Member> reached = new HashSet<>();
    private final Deque<Member> next = new ArrayDeque<>();

    /** @param ports simple names of the interfaces whose implementations are not followed */
    private Flow(Map<String, CompiledType> types, Set<String> ports) {
        this.types = types;
        this.ports = ports;
        types.forEach((name, type) -> type.parents()
                .forEach(parent ->
                        children.computeIfAbsent(parent, _ -> new HashSet<>()).add(name)));
    }

    /** @throws IllegalArgumentException if no controller method is mapped to the route */
    static Flow of(Map<String, CompiledType> types, Set<String> ports, String route) {
        Member entry = types.values().stream()
                .filter(type -> type.routes().containsKey(route))
                .map(type -> type.routes().get(route))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no controller method is mapped to " + route));
        Flow flow = new Flow(types, ports);
        flow.reach(entry);
        flow.follow();
        return flow;
    }

    /** All files that the flow touches, relative to the source root. */
    Set<String> files() {
        return mentioned.stream().map(name -> types.get(name).file()).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The files with a reached method that calls another one: not those with values or constants only. */
    Set<String> filesWithLogic() {
        return reached.stream()
                .filter(method -> !method.name().startsWith("<"))
                .filter(method ->
                        !types.get(method.owner()).methods().get(method).calls().isEmpty())
                .map(method -> types.get(method.owner()).file())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void follow() {
        while (!next.isEmpty()) {
            Member method = next.pop();
            CompiledMethod code = types.get(method.owner()).methods().get(method);
            code.types().forEach(this::mention);
            code.initialized().forEach(type -> reach(new Member(type, "<clinit>", "()V")));
            code.calls().forEach(this::call);
        }
    }

    private void mention(String type) {
        if (types.containsKey(type)) {
            mentioned.add(type);
        }
    }

    private void reach(Member method) {
        CompiledType type = types.get(method.owner());
        if (type != null && type.methods().containsKey(method) && reached.add(method)) {
            mentioned.add(method.owner());
            next.push(method);
        }
    }

    private void call(Member method) {
        if (!types.containsKey(method.owner())) {
            return;
        }
        mentioned.add(method.owner());
        inherited(method);
        if (method.name().equals("<init>")) {
            calledByLibraries(method.owner());
        } else {
            overriding(method);
        }
    }

    /** Reaches the implementation of the method in its class or the nearest supertype. */
    private void inherited(Member method) {
        CompiledType type = types.get(method.owner());
        if (type == null) {
            return;
        }
        if (type.methods().containsKey(method)) {
            reach(method);
        } else if (!method.name().equals("<init>")) {
            type.parents().forEach(parent -> inherited(method.in(parent)));
        }
    }

    private void overriding(Member method) {
        if (ports.contains(method.owner().substring(method.owner().lastIndexOf('/') + 1))) {
            return;
        }
        for (String child : children.getOrDefault(method.owner(), Set.of())) {
            inherited(method.in(child));
            overriding(method.in(child));
        }
    }

    /** Libraries may call an object through their own types that it implements. */
    private void calledByLibraries(String type) {
        if (hasLibraryParent(type)) {
            types.get(type).methods().keySet().stream()
                    .filter(method ->
                            !method.name().startsWith("<") && !method.name().startsWith("lambda$"))
                    .forEach(this::reach);
        }
    }

    private boolean hasLibraryParent(String type) {
        List<String> parents = types.get(type).parents();
        return parents.stream()
                .anyMatch(parent -> types.containsKey(parent)
                        ? hasLibraryParent(parent)
                        : !PLAIN.contains(parent) && !parent.endsWith("Exception"));
    }
}
