package dev.firstring.house;

import dev.firstring.house.SourceFile.Token;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds pairs of places with the same sequence of tokens, identifiers and literals included. */
final class Duplicates {

    private static final long BASE = 1_000_003;

    private final int least;
    private final List<Place> places = new ArrayList<>();
    private final List<Integer> numbers = new ArrayList<>();

    private Duplicates(List<SourceFile> files, int least) {
        this.least = least;
        Map<String, Integer> known = new HashMap<>();
        for (SourceFile file : files) {
            for (Token token : file.tokens()) {
                places.add(new Place(file.path(), token.line()));
                numbers.add(known.computeIfAbsent(token.text(), _ -> known.size()));
            }
            places.add(new Place(file.path(), 0));
            // A unique token, so that no block spans two files.
            numbers.add(-places.size());
        }
    }

    /** The longest common blocks of at least that many tokens, in the order of the files. */
    static List<Pair> of(List<SourceFile> files, int least) {
        return new Duplicates(files, least).pairs();
    }

    private List<Pair> pairs() {
        List<Pair> found = new ArrayList<>();
        Map<Long, List<Integer>> seen = new HashMap<>();
        long power = 1;
        for (int i = 1; i < least; i++) {
            power *= BASE;
        }
        long hash = 0;
        for (int end = 0; end < numbers.size(); end++) {
            int begin = end - least + 1;
            if (begin > 0) {
                hash -= numbers.get(begin - 1) * power;
            }
            hash = hash * BASE + numbers.get(end);
            if (begin >= 0) {
                List<Integer> earlier = seen.computeIfAbsent(hash, _ -> new ArrayList<>(1));
                for (int other : earlier) {
                    pair(other, begin, found);
                }
                earlier.add(begin);
            }
        }
        return found;
    }

    private void pair(int first, int second, List<Pair> found) {
        if (first > 0 && numbers.get(first - 1).equals(numbers.get(second - 1))) {
            return;
        }
        int length = 0;
        while (second + length < numbers.size()
                && first + length < second
                && numbers.get(first + length).equals(numbers.get(second + length))) {
            length++;
        }
        if (length >= least) {
            found.add(new Pair(places.get(first), places.get(second), length));
        }
    }

    /** A line of a file. */
    record Place(String file, int line) {}

    /** @param tokens length of the common block */
    record Pair(Place first, Place second, int tokens) {}
}
