/** The HTTP interface of links and documents, and the page of a link. */
@NullMarked
package dev.firstring.softphone.web;

import org.jspecify.annotations.NullMarked;
