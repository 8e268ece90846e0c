/**
 * Flexisip's command line over Unix sockets, one for each process, on this host or in a directory shared with its host.
 */
@NullMarked
package dev.firstring.sipserver.adapter.flexisip.cli;

import org.jspecify.annotations.NullMarked;
