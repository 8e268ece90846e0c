package dev.firstring.house;

/**
 * A method in the terms of class files.
 *
 * @param owner internal name of the class, such as {@code dev/firstring/phone/PhoneNumber}
 * @param name method name; {@code <init>} for a constructor
 * @param descriptor method descriptor (Java Virtual Machine Specification, 4.3.3)
 */
record Member(String owner, String name, String descriptor) {

    Member in(String other) {
        return new Member(other, name, descriptor);
    }
}
