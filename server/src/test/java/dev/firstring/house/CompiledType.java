package dev.firstring.house;

import java.util.List;
import java.util.Map;

/**
 * A class file.
 *
 * @param file source file relative to the source root, such as {@code dev/firstring/phone/PhoneNumber.java}
 * @param parents internal names of the superclass and the interfaces
 * @param methods methods with code and their references
 * @param routes for a controller, its methods by route, such as {@code POST /api/onboarding/start}
 */
record CompiledType(
        String file, List<String> parents, Map<Member, CompiledMethod> methods, Map<String, Member> routes) {}
