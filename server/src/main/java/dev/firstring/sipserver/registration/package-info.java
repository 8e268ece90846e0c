/** Registrations: live contacts, and where phones were last seen registered. */
@NamedInterface("registration")
@NullMarked
package dev.firstring.sipserver.registration;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
