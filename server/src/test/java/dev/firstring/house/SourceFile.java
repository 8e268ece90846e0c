package dev.firstring.house;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A source file.
 *
 * @param path relative to the source root, such as {@code dev/firstring/phone/PhoneNumber.java}
 * @param lines number of lines
 * @param imports imported names, such as {@code dev.firstring.phone.PhoneNumber}
 * @param tokens Java tokens without comments, package and import declarations; a string literal is one token
 */
record SourceFile(String path, int lines, List<String> imports, List<Token> tokens) {

    private static final Pattern TOKEN = Pattern.compile("//[^\n]*+|/\\*(?s:.*?)\\*/"
            + "|\"\"\"(?s:[^\"\\\\]*+(?:(?:\\\\.|\"(?!\"\"))[^\"\\\\]*+)*+)\"\"\""
            + "|\"[^\"\\\\\n]*+(?:\\\\.[^\"\\\\\n]*+)*+\"|'(?:\\\\.[^']*+|[^'\\\\])'|[\\w$]++|\\S");

    private static final Pattern HEAD = Pattern.compile("(?m)^(package|import(?: static)?) ([\\w.*]+);");

    /**
     * A Java token.
     *
     * @param line line number, from 1
     */
    record Token(String text, int line) {}

    /** The Java sources below a directory, sorted by path; empty if the directory does not exist. */
    static List<SourceFile> below(Path root) throws IOException {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        List<SourceFile> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".java"))
                    .sorted()
                    .toList()) {
                String path = root.relativize(file).toString().replace('\\', '/');
                found.add(read(path, Files.readString(file)));
            }
        }
        return found;
    }

    static SourceFile read(String path, String text) {
        List<String> imports = new ArrayList<>();
        Matcher head = HEAD.matcher(text);
        while (head.find()) {
            if (head.group(1).startsWith("import")) {
                imports.add(head.group(2));
            }
        }
        List<Token> tokens = new ArrayList<>();
        String body = head.replaceAll("");
        Matcher token = TOKEN.matcher(body);
        int line = 1;
        int at = 0;
        while (token.find()) {
            for (; at < token.start(); at++) {
                line += body.charAt(at) == '\n' ? 1 : 0;
            }
            if (!token.group().startsWith("//") && !token.group().startsWith("/*")) {
                tokens.add(new Token(token.group(), line));
            }
        }
        return new SourceFile(path, (int) text.lines().count(), List.copyOf(imports), List.copyOf(tokens));
    }

    String directory() {
        return path.substring(0, Math.max(path.lastIndexOf('/'), 0));
    }

    /** The simple name of the top-level type. */
    String type() {
        return path.substring(path.lastIndexOf('/') + 1, path.length() - ".java".length());
    }

    boolean isPackageInfo() {
        return type().equals("package-info");
    }
}
