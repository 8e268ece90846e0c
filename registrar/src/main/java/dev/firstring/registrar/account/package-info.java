/** The accounts that phones register with, as the service around the registrar tells them. */
@NullMarked
package dev.firstring.registrar.account;

import org.jspecify.annotations.NullMarked;
