package dev.firstring.house;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Finds the top-level types that exactly one other file uses. */
final class Uses {

    private Uses() {}

    /** The path of each such type with the path of the file that uses it. */
    static Map<String, String> once(List<SourceFile> files) {
        Map<String, SourceFile> types = new HashMap<>();
        files.stream().filter(file -> !file.isPackageInfo()).forEach(file -> types.put(name(file), file));
        Map<String, List<String>> users = new HashMap<>();
        for (SourceFile file : files) {
            for (String type : named(file, types)) {
                users.computeIfAbsent(types.get(type).path(), _ -> new ArrayList<>())
                        .add(file.path());
            }
        }
        Map<String, String> once = new TreeMap<>();
        users.forEach((type, by) -> {
            if (by.size() == 1) {
                once.put(type, by.getFirst());
            }
        });
        return once;
    }

    /** The types that the file imports, and those of its own package that it names. */
    private static Set<String> named(SourceFile file, Map<String, SourceFile> types) {
        Set<String> found = new HashSet<>();
        for (String imported : file.imports()) {
            String name = imported;
            while (!types.containsKey(name) && name.contains(".")) {
                name = name.substring(0, name.lastIndexOf('.'));
            }
            found.add(name);
        }
        file.tokens().forEach(token -> found.add(inPackage(file, token.text())));
        found.retainAll(types.keySet());
        found.remove(name(file));
        return found;
    }

    private static String name(SourceFile file) {
        return inPackage(file, file.type());
    }

    private static String inPackage(SourceFile file, String type) {
        return file.directory().replace('/', '.') + "." + type;
    }
}
