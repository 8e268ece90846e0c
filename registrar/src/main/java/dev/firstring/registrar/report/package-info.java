/** What the registrar tells the surrounding service: registrations and calls. */
@NullMarked
package dev.firstring.registrar.report;

import org.jspecify.annotations.NullMarked;
