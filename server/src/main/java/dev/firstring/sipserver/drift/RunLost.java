package dev.firstring.sipserver.drift;

/** This node goes on no longer: the run belongs to another, or the node stops. What was done of the page is done again. */
final class RunLost extends RuntimeException {

    RunLost() {
        super("the run is another's", null, false, false);
    }
}
