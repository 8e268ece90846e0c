package dev.firstring.house;

import java.io.IOException;
import java.lang.classfile.Annotation;
import java.lang.classfile.AnnotationElement;
import java.lang.classfile.AnnotationValue;
import java.lang.classfile.AttributedElement;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.ExceptionCatch;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.TypeCheckInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Reads class files. */
final class ClassReader {

    private static final String WEB = "Lorg/springframework/web/bind/annotation/";
    private static final Map<String, String> VERBS = Map.of(
            WEB + "GetMapping;", "GET",
            WEB + "PostMapping;", "POST",
            WEB + "PutMapping;", "PUT",
            WEB + "PatchMapping;", "PATCH",
            WEB + "DeleteMapping;", "DELETE");

    private final ClassModel model;
    private final String name;

    private ClassReader(ClassModel model) {
        this.model = model;
        this.name = model.thisClass().asInternalName();
    }

    /** All classes below the directories, by internal name. */
    static Map<String, CompiledType> read(List<Path> directories) throws IOException {
        Map<String, CompiledType> found = new HashMap<>();
        for (Path directory : directories) {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file :
                        files.filter(path -> path.toString().endsWith(".class")).toList()) {
                    ClassReader reader = new ClassReader(ClassFile.of().parse(file));
                    found.put(reader.name, reader.type());
                }
            }
        }
        return found;
    }

    private CompiledType type() {
        String source = model.findAttribute(Attributes.sourceFile())
                .map(attribute -> attribute.sourceFile().stringValue())
                .orElse(name.substring(name.lastIndexOf('/') + 1) + ".java");
        List<String> parents = Stream.concat(model.superclass().stream(), model.interfaces().stream())
                .map(ClassEntry::asInternalName)
                .toList();
        Map<Member, CompiledMethod> methods = new HashMap<>();
        Map<String, Member> routes = new HashMap<>();
        for (MethodModel method : model.methods()) {
            Member member = new Member(
                    name, method.methodName().stringValue(), method.methodType().stringValue());
            method.code().ifPresent(code -> methods.put(member, method(method, code)));
            routes(method).forEach(route -> routes.put(route, member));
        }
        return new CompiledType(name.substring(0, name.lastIndexOf('/') + 1) + source, parents, methods, routes);
    }

    private CompiledMethod method(MethodModel method, CodeModel code) {
        CompiledMethod found = new CompiledMethod(new HashSet<>(), new HashSet<>(), new HashSet<>());
        mention(method.methodTypeSymbol(), found.types());
        if (method.flags().has(AccessFlag.STATIC) || method.methodName().equalsString("<init>")) {
            found.initialized().add(name);
        }
        for (CodeElement element : code) {
            read(element, found);
        }
        return found;
    }

    private static void read(CodeElement element, CompiledMethod found) {
        switch (element) {
            case InvokeInstruction call -> {
                found.calls().add(member(call.method()));
                mention(call.typeSymbol(), found.types());
            }
            case InvokeDynamicInstruction dynamic -> dynamic.bootstrapArgs().forEach(argument -> read(argument, found));
            case NewObjectInstruction made -> mention(made.className().asSymbol(), found.types());
            case FieldInstruction field -> {
                mention(field.owner().asSymbol(), found.types());
                mention(field.typeSymbol(), found.types());
                found.initialized().add(field.owner().asInternalName());
            }
            case TypeCheckInstruction check -> mention(check.type().asSymbol(), found.types());
            case ConstantInstruction constant -> read(constant.constantValue(), found);
            case ExceptionCatch caught -> caught.catchType().ifPresent(type -> mention(type.asSymbol(), found.types()));
            default -> {}
        }
    }

    private static void read(ConstantDesc constant, CompiledMethod found) {
        switch (constant) {
            case DirectMethodHandleDesc handle -> {
                String descriptor = handle.lookupDescriptor();
                if (descriptor.startsWith("(")) {
                    found.calls().add(new Member(internal(handle.owner()), handle.methodName(), descriptor));
                } else {
                    mention(ClassDesc.ofDescriptor(descriptor), found.types());
                }
                mention(handle.owner(), found.types());
            }
            case MethodTypeDesc type -> mention(type, found.types());
            case ClassDesc type -> mention(type, found.types());
            default -> {}
        }
    }

    private static Member member(MemberRefEntry call) {
        return new Member(
                call.owner().asInternalName(),
                call.name().stringValue(),
                call.type().stringValue());
    }

    private static void mention(MethodTypeDesc type, Set<String> types) {
        type.parameterList().forEach(parameter -> mention(parameter, types));
        mention(type.returnType(), types);
    }

    private static void mention(ClassDesc type, Set<String> types) {
        ClassDesc element = type;
        while (element.isArray()) {
            element = element.componentType();
        }
        if (element.isClassOrInterface()) {
            types.add(internal(element));
        }
    }

    private static String internal(ClassDesc type) {
        String descriptor = type.descriptorString();
        return descriptor.startsWith("L") ? descriptor.substring(1, descriptor.length() - 1) : descriptor;
    }

    /** The routes of a controller method: every class-level path combined with every path of the method. */
    private List<String> routes(MethodModel method) {
        List<String> found = new ArrayList<>();
        for (Annotation mapping : annotations(method)) {
            String verb = VERBS.get(mapping.className().stringValue());
            if (verb != null) {
                for (String begin : begins()) {
                    paths(mapping).forEach(path -> found.add(verb + " " + begin + path));
                }
            }
        }
        return found;
    }

    private List<String> begins() {
        return annotations(model).stream()
                .filter(annotation -> annotation.className().equalsString(WEB + "RequestMapping;"))
                .map(ClassReader::paths)
                .findFirst()
                .orElse(List.of(""));
    }

    private static List<Annotation> annotations(AttributedElement element) {
        return element.findAttribute(Attributes.runtimeVisibleAnnotations())
                .map(attribute -> attribute.annotations())
                .orElse(List.of());
    }

    private static List<String> paths(Annotation mapping) {
        for (AnnotationElement element : mapping.elements()) {
            if (element.name().equalsString("value") || element.name().equalsString("path")) {
                return switch (element.value()) {
                    case AnnotationValue.OfArray array ->
                        array.values().stream()
                                .map(value -> ((AnnotationValue.OfString) value).stringValue())
                                .toList();
                    case AnnotationValue.OfString text -> List.of(text.stringValue());
                    default -> List.of("");
                };
            }
        }
        return List.of("");
    }
}
