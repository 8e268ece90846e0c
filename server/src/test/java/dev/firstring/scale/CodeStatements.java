package dev.firstring.scale;

import dev.firstring.Firstring;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.asm.ClassReader;
import org.springframework.asm.ClassVisitor;
import org.springframework.asm.FieldVisitor;
import org.springframework.asm.MethodVisitor;
import org.springframework.asm.SpringAsmInfo;

/**
 * All SQL that the code has: static texts of its classes, as they are once they were put together, and texts within methods. A
 * statement is named by its class and its constant or method.
 */
final class CodeStatements {

    private static final Pattern SQL =
            Pattern.compile("\\s*(SELECT|INSERT INTO|UPDATE|DELETE FROM|WITH|LOCK)\\s.*", Pattern.DOTALL);

    private static final Pattern NAMED = Pattern.compile("(?<!:):[a-z]\\w*");

    private final Map<String, String> found = new TreeMap<>();

    private CodeStatements() {}

    /** The statements by name, in the spelling of {@link RunStatement#text()}. */
    static Map<String, String> all() {
        CodeStatements statements = new CodeStatements();
        try {
            Map<String, List<Literal>> literals = literals();
            for (Map.Entry<String, List<Literal>> of : literals.entrySet()) {
                if (of.getValue().stream()
                        .anyMatch(literal -> SQL.matcher(literal.text()).matches())) {
                    statements.constants(Class.forName(of.getKey()));
                }
            }
            literals.forEach((type, texts) -> texts.stream()
                    .filter(literal -> !literal.method().equals("<clinit>"))
                    .forEach(literal -> statements.add(simple(type) + "#" + literal.method(), literal.text())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ReflectiveOperationException | URISyntaxException e) {
            throw new IllegalStateException(e);
        }
        return statements.found;
    }

    /** The texts of all classes, by class. */
    private static Map<String, List<Literal>> literals() throws IOException, URISyntaxException {
        Path classes = Path.of(Firstring.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Map<String, List<Literal>> found = new TreeMap<>();
        try (Stream<Path> files = Files.walk(classes)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".class")).toList()) {
                Literals literals = new Literals();
                try (InputStream in = Files.newInputStream(file)) {
                    new ClassReader(in).accept(literals, ClassReader.SKIP_DEBUG);
                }
                String name = classes.relativize(file).toString();
                found.put(name.substring(0, name.length() - ".class".length()).replace('/', '.'), literals.found);
            }
        }
        return found;
    }

    private void constants(Class<?> type) throws ReflectiveOperationException {
        for (Field field : type.getDeclaredFields()) {
            if (Modifier.isStatic(field.getModifiers()) && field.getType() == String.class) {
                field.setAccessible(true);
                add(simple(type.getName()) + "." + field.getName(), (String) field.get(null));
            }
        }
    }

    /** A constant that the compiler has put into a method is known already. */
    private void add(String name, String text) {
        String plain = RunStatement.plain(NAMED.matcher(text).replaceAll("?"));
        if (SQL.matcher(text).matches() && !found.containsValue(plain)) {
            found.put(found.containsKey(name) ? name + "/" + found.size() : name, plain);
        }
    }

    private static String simple(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /** @param method that uses it; empty for the value of a constant */
    private record Literal(String method, String text) {}

    /** The texts of a class. */
    private static final class Literals extends ClassVisitor {

        private final List<Literal> found = new ArrayList<>();

        Literals() {
            super(SpringAsmInfo.ASM_VERSION);
        }

        @Override
        public @Nullable FieldVisitor visitField(
                int access, String name, String descriptor, @Nullable String signature, @Nullable Object value) {
            if (value instanceof String text) {
                found.add(new Literal("<clinit>", text));
            }
            return null;
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String method, String descriptor, @Nullable String signature, String @Nullable [] thrown) {
            return new MethodVisitor(api) {
                @Override
                public void visitLdcInsn(Object value) {
                    if (value instanceof String text) {
                        found.add(new Literal(method, text));
                    }
                }
            };
        }
    }
}
