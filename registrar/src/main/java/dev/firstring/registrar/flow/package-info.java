/** How phones are reached. */
@NullMarked
package dev.firstring.registrar.flow;

import org.jspecify.annotations.NullMarked;
