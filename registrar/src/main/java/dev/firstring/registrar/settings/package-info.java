/** The configuration of the registrar, set by the surrounding service. */
@NullMarked
package dev.firstring.registrar.settings;

import org.jspecify.annotations.NullMarked;
