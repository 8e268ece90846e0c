package dev.firstring.house;

import java.util.Set;

/**
 * References in the code of a method.
 *
 * @param calls called or referenced methods and constructors, lambda bodies included
 * @param types internal names of types of parameters, results, fields, casts, patterns and caught exceptions
 * @param initialized internal names of types whose static initializer it may trigger
 */
record CompiledMethod(Set<Member> calls, Set<String> types, Set<String> initialized) {}
