/** The accounts that phones register with, provided by the surrounding service. */
@NullMarked
package dev.firstring.registrar.account;

import org.jspecify.annotations.NullMarked;
