/** Links and documents on the wire, and the page of a link. */
@NullMarked
package dev.firstring.softphone.web;

import org.jspecify.annotations.NullMarked;
